-- stc-lsp in Neovim: ask, and read answers beside the code.

local M = {}

---@class stc.Options
---@field window? "split"|"float" where answers are shown
---@field lsp? vim.lsp.Config changes to the client's configuration
M.options = { window = "split" }

---@type { question: string, answer: string }[] the conversation so far
local history = {}

---@type { client: vim.lsp.Client, id: integer, token: string }?
local under_way

local MOST_TURNS = 6

---Set options, and start the server for the filetypes it knows. On Neovim 0.11 and later
---`vim.lsp.enable("stc")` does the same without this.
---@param options? stc.Options
function M.setup(options)
  M.options = vim.tbl_extend("force", M.options, options or {})
  local own = M.options.lsp or {}
  if vim.fn.has("nvim-0.11") == 1 then
    vim.lsp.config("stc", own)
    vim.lsp.enable("stc")
    return
  end
  local config = vim.tbl_deep_extend("force", require("stc.config").client(), own)
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("stc", {}),
    pattern = config.filetypes,
    callback = function(event)
      local root = vim.fs.root(event.buf, config.root_markers)
      ---@type vim.lsp.ClientConfig
      local rooted = vim.tbl_extend("force", config, { root_dir = root })
      vim.lsp.start(rooted, { bufnr = event.buf })
    end,
  })
end

---Ask about the code; without a question the person is asked for one.
---@param question string
---@param options? { lines?: [integer, integer], anew?: boolean }
function M.ask(question, options)
  options = options or {}
  if question == "" then
    vim.ui.input({ prompt = "Ask about this code: " }, function(written)
      if written and written:match("%S") then
        M.ask(written, options)
      end
    end)
    return
  end
  local window = require("stc.answer").code_window()
  local client = require("stc.client").needed(vim.api.nvim_win_get_buf(window))
  if not client then
    return
  end
  M.stop()
  if options.anew then
    history = {}
  end
  local answer = require("stc.answer")
  local place = require("stc.client").place(client, window, options.lines)
  local token = answer.begin(question, window)
  local params = vim.tbl_extend("error", place, {
    question = question,
    history = vim.deepcopy(history),
    partialResultToken = token,
    workDoneToken = answer.work_token(token),
  })
  local id = require("stc.client").request(client, "stc/ask", params, function(result)
    if under_way and under_way.token == token then
      under_way = nil
    end
    answer.finish(token, result)
    if result then
      table.insert(history, { question = question, answer = result.answer })
      while #history > MOST_TURNS do
        table.remove(history, 1)
      end
    end
    vim.api.nvim_exec_autocmds("User", { pattern = "StcAnswer", modeline = false, data = result })
  end)
  under_way = id and { client = client, id = id, token = token }
end

---Hang up on the question under way.
function M.stop()
  if under_way then
    -- Neovim tells nobody of the reply to what was cancelled.
    require("stc.client").cancel(under_way.client, under_way.id)
    require("stc.answer").finish(under_way.token, nil)
    under_way = nil
  end
end

---Choose one of the likely questions about the code under the cursor; its answer is at hand.
function M.questions()
  local window = require("stc.answer").code_window()
  local client = require("stc.client").needed(vim.api.nvim_win_get_buf(window))
  if not client then
    return
  end
  local params = require("stc.client").place(client, window)
  if not params.textDocument then
    vim.notify("stc-lsp does not serve this buffer.", vim.log.levels.WARN)
    return
  end
  require("stc.client").request(client, "stc/likelyQuestions", params, function(result)
    if not result or #result.questions == 0 then
      vim.notify("stc-lsp knows no questions here yet.", vim.log.levels.INFO)
      return
    end
    local shown = {
      prompt = "Questions about this code",
      format_item = function(each)
        return each.question
      end,
    }
    vim.ui.select(result.questions, shown, function(chosen)
      if chosen then
        local answer = require("stc.answer")
        answer.finish(answer.begin(chosen.question, window), chosen)
      end
    end)
  end)
end

---@param method string
---@param on_result fun(status: stc.Status)
local function ask_for_status(method, on_result)
  local client = require("stc.client").needed(vim.api.nvim_get_current_buf())
  if client then
    require("stc.client").request(client, method, vim.empty_dict(), function(result)
      if result then
        on_result(result)
      end
    end)
  end
end

---Show what is known, and what the sleeper does.
function M.status()
  local window = require("stc.answer").code_window()
  ask_for_status("stc/status", function(status)
    require("stc.answer").page(require("stc.status").long(status), window)
  end)
end

---Let the sleeper stop thinking until it is resumed.
function M.pause()
  ask_for_status("stc/pause", function()
    vim.notify("The sleeper is paused. `:StcResume` resumes it.")
  end)
end

---Let a paused sleeper go on.
function M.resume()
  ask_for_status("stc/resume", function()
    vim.notify("The sleeper has resumed.")
  end)
end

---A few words for the status line: `%{%v:lua.require'stc'.statusline()%}`. "" where stc-lsp does not run.
---@return string
function M.statusline()
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.get_clients({ name = "stc", bufnr = buffer })[1]
  if not client then
    return ""
  end
  local status = require("stc.status")
  return status.short(status.of(client.id, vim.api.nvim_buf_get_name(buffer)))
end

return M
