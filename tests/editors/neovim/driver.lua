-- What driver.py asks of a Neovim: to wait, to look, to remember what it was told.

local M = { notices = {}, answers = 0, shown = {} }

local PATIENCE = 60000
local LOOK = 20

vim.notify = function(message)
  table.insert(M.notices, message)
end

vim.api.nvim_create_autocmd("User", {
  pattern = "StcAnswer",
  callback = function()
    M.answers = M.answers + 1
  end,
})

-- Each state of the answer's buffer, which may last for a moment only.
vim.api.nvim_create_autocmd("FileType", {
  pattern = "markdown",
  callback = function(event)
    vim.api.nvim_buf_attach(event.buf, false, {
      on_lines = function(_, buffer)
        table.insert(M.shown, M.text(buffer))
      end,
    })
  end,
})

---What a piece of Lua returns, as soon as that is something.
---@param code string
function M.wait_for(code, ...)
  local look, arguments = assert(loadstring(code)), { ... }
  local found
  vim.wait(PATIENCE, function()
    found = look(unpack(arguments))
    return found ~= nil and found ~= false and found ~= ""
  end, LOOK)
  return found
end

---Everything in a buffer.
---@param buffer integer|string
---@return string
function M.text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(vim.fn.bufnr(buffer), 0, -1, false), "\n")
end

local function floats()
  return vim.tbl_filter(function(window)
    return vim.api.nvim_win_get_config(window).relative ~= ""
  end, vim.api.nvim_list_wins())
end

---The card in a floating window that says something.
---@param says string
---@return string?
function M.card(says)
  for _, window in ipairs(floats()) do
    local text = M.text(vim.api.nvim_win_get_buf(window))
    if text:find(says, 1, true) then
      return text
    end
  end
end

function M.close_floats()
  for _, window in ipairs(floats()) do
    vim.api.nvim_win_close(window, true)
  end
end

---What the server says at the cursor.
---@return string
function M.asked_card()
  local params = vim.lsp.util.make_position_params(0, "utf-8")
  local replies = vim.lsp.buf_request_sync(0, "textDocument/hover", params, PATIENCE) or {}
  local _, reply = next(replies)
  return reply and reply.result and reply.result.contents.value or ""
end

---@return boolean
function M.is_served()
  local client = vim.lsp.get_clients({ name = "stc", bufnr = 0 })[1]
  return client ~= nil and client.initialized == true
end

---The status that the plugin was told last.
---@return stc.Status?
function M.status()
  local client = vim.lsp.get_clients({ name = "stc" })[1]
  return client and require("stc.status").of(client.id, vim.fn.getcwd() .. "/shop/till.py")
end

return M
