-- A hover and an answer through Neovim's own client, in any Neovim from 0.7 on. Run by test_neovim.py.

local job = vim.fn.json_decode(table.concat(vim.fn.readfile(vim.env.STC_TEST_JOB), "\n"))
local PATIENCE = 60000
local told = {}

local function wait(what, happened)
  assert(vim.wait(PATIENCE, happened, 20), "waited in vain for " .. what)
end

local function run()
  vim.cmd("edit " .. job.root .. "/shop/till.py")
  local buffer = vim.api.nvim_get_current_buf()
  local client_id = vim.lsp.start_client({
    name = "stc",
    cmd = job.command,
    root_dir = job.root,
    workspace_folders = { { uri = vim.uri_from_fname(job.root), name = "shop" } },
  })
  assert(vim.lsp.buf_attach_client(buffer, client_id))
  wait("the server", function()
    local client = vim.lsp.get_client_by_id(client_id)
    return client ~= nil and client.initialized
  end)
  local client = vim.lsp.get_client_by_id(client_id)
  told.encoding = client.offset_encoding

  vim.api.nvim_win_set_cursor(0, { 16, 17 })
  vim.lsp.buf.hover()
  wait("the hover's window", function()
    return #vim.api.nvim_list_wins() > 1
  end)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if window ~= vim.api.nvim_get_current_win() then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      told.hover = table.concat(lines, "\n")
    end
  end

  local params = { command = "stc.ask", arguments = { { question = "Who calls price_of?" } } }
  local reply = client.request_sync("workspace/executeCommand", params, PATIENCE, buffer)
  assert(reply and reply.result, vim.inspect(reply))
  told.answer = reply.result.answer
  told.citation = reply.result.citations[1]
  vim.lsp.stop_client(client_id)
  wait("the server to leave", function()
    return vim.lsp.client_is_stopped(client_id)
  end)
end

local went_well, failure = xpcall(run, debug.traceback)
told.failure = not went_well and failure or nil
vim.fn.writefile({ vim.fn.json_encode(told) }, job.told)
vim.cmd("qall!")
