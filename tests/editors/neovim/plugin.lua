-- The plugin's whole journey, in a Neovim of today. Run by test_neovim.py.

local job = vim.json.decode(table.concat(vim.fn.readfile(vim.env.STC_TEST_JOB), "\n"))
local PATIENCE = 60000
local told = { notices = {} }

local function wait(what, happened)
  assert(vim.wait(PATIENCE, happened, 20), "waited in vain for " .. what)
end

local function lines_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
end

local function answer_buffer()
  return vim.fn.bufnr("stc://answer")
end

local function after_answer(run)
  local is_there = false
  vim.api.nvim_create_autocmd("User", {
    pattern = "StcAnswer",
    once = true,
    callback = function()
      is_there = true
    end,
  })
  run()
  wait("an answer", function()
    return is_there
  end)
  return lines_of(answer_buffer())
end

local function run()
  vim.notify = function(message)
    table.insert(told.notices, message)
  end
  told.commands = vim.tbl_filter(function(name)
    return vim.startswith(name, "Stc")
  end, vim.tbl_keys(vim.api.nvim_get_commands({})))
  vim.cmd("filetype on")
  vim.lsp.config("stc", { cmd = job.command })
  vim.lsp.enable("stc")
  vim.cmd.edit(job.root .. "/shop/till.py")
  local code = vim.api.nvim_get_current_win()
  wait("the server", function()
    local client = vim.lsp.get_clients({ name = "stc", bufnr = 0 })[1]
    return client ~= nil and client.initialized
  end)
  local client = vim.lsp.get_clients({ name = "stc" })[1]
  told.encoding = client.offset_encoding
  told.root = client.root_dir

  vim.api.nvim_win_set_cursor(code, { 16, 17 })
  vim.lsp.buf.hover()
  wait("the hover's window", function()
    return #vim.api.nvim_list_wins() > 1
  end)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      told.hover = lines_of(vim.api.nvim_win_get_buf(window))
      vim.api.nvim_win_close(window, true)
    end
  end

  told.answer = after_answer(function()
    vim.cmd("StcAsk Who calls price_of?")
  end)
  told.quickfix = vim.tbl_map(function(item)
    return { vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ":t"), item.lnum }
  end, vim.fn.getqflist())
  vim.fn.search([[^- `shop/till.py:\d]])
  vim.cmd.normal("gf")
  told.jumped = { vim.api.nvim_get_current_win() == code, vim.fn.expand("%:t"), vim.fn.line(".") }

  local pieces = {}
  local take = require("stc.answer").take_piece
  require("stc.answer").take_piece = function(params)
    local is_ours = take(params)
    if is_ours then
      table.insert(pieces, params.value.text)
    end
    return is_ours
  end
  told.streamed = after_answer(function()
    vim.cmd("StcAsk Why would a shop keeper like how baskets are handled?")
  end)
  told.pieces = #pieces
  vim.api.nvim_set_current_win(code)

  vim.api.nvim_win_set_cursor(code, { 9, 5 })
  vim.ui.select = function(items, options, on_choice)
    told.questions = vim.tbl_map(options.format_item, items)
    on_choice(items[1])
  end
  vim.cmd("StcQuestions")
  wait("the questions", function()
    return told.questions ~= nil
  end)
  told.chosen = lines_of(answer_buffer())
  vim.api.nvim_set_current_win(code)

  wait("the sleeper", function()
    local status = require("stc.status").of(client.id, vim.api.nvim_buf_get_name(0))
    return status ~= nil and status.sleeper ~= vim.NIL and status.sleeper.state == "idle"
  end)
  told.statusline = vim.api.nvim_eval_statusline("%{%v:lua.require'stc'.statusline()%}", {}).str
  vim.cmd("StcPause")
  wait("the pause", function()
    return vim.tbl_contains(told.notices, "The sleeper is paused; `:StcResume` lets it go on.")
  end)
  vim.cmd("StcResume")
  wait("the end of the pause", function()
    return vim.tbl_contains(told.notices, "The sleeper goes on.")
  end)
  vim.cmd("StcStatus")
  wait("the status", function()
    return lines_of(answer_buffer()):find("Sleeper:", 1, true) ~= nil
  end)
  told.status = lines_of(answer_buffer())
  vim.cmd("checkhealth stc")
  told.health = lines_of(0)
  vim.cmd("helptags " .. job.plugin .. "/doc")
  vim.cmd("help :StcAsk")
  told.help = vim.fn.expand("%:t")
  client:stop()
  wait("the server to leave", function()
    return client:is_stopped()
  end)
end

local went_well, failure = xpcall(run, debug.traceback)
told.failure = not went_well and failure or nil
vim.fn.writefile({ vim.json.encode(told) }, job.told)
vim.cmd("qall!")
