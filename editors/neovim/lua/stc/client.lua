-- The way to the server: which client, and requests that work in every Neovim from 0.10 on.

local config = require("stc.config")

local M = {}

---@class stc.Place
---@field textDocument? lsp.TextDocumentIdentifier
---@field position? lsp.Position
---@field range? lsp.Range

---The client that serves a buffer, or else any.
---@param buffer integer
---@return vim.lsp.Client?
function M.of(buffer)
  local here = vim.lsp.get_clients({ name = config.name, bufnr = buffer })[1]
  return here or vim.lsp.get_clients({ name = config.name })[1]
end

---The same; says so if there is none.
---@param buffer integer
---@return vim.lsp.Client?
function M.needed(buffer)
  local client = M.of(buffer)
  if not client then
    vim.notify("stc-lsp does not run here. `:checkhealth stc` says why.", vim.log.levels.WARN)
  end
  return client
end

---Send a request. A failure is shown, and `on_result` is called without a result.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param on_result fun(result: any)
---@return integer? id to cancel it with
function M.request(client, method, params, on_result)
  local function handler(failure, result)
    if failure and failure.code ~= -32800 then
      vim.notify("stc-lsp: " .. failure.message, vim.log.levels.ERROR)
    end
    on_result(result)
  end
  local sent, id
  if vim.fn.has("nvim-0.11") == 1 then
    ---@diagnostic disable-next-line: param-type-mismatch -- our own are among them
    sent, id = client:request(method, params, handler, 0)
  else
    ---@diagnostic disable-next-line: param-type-mismatch
    sent, id = client.request(method, params, handler, 0)
  end
  return sent and id or nil
end

---Hang up on a request.
---@param client vim.lsp.Client
---@param id integer
function M.cancel(client, id)
  if vim.fn.has("nvim-0.11") == 1 then
    client:cancel_request(id)
  else
    ---@diagnostic disable-next-line: param-type-mismatch, missing-parameter
    client.cancel_request(id)
  end
end

---Where the cursor of a window is, as the protocol says it; nothing for a buffer that is not served.
---@param client vim.lsp.Client
---@param window integer
---@param lines? [integer, integer] first and last line selected, 1-based
---@return stc.Place
function M.place(client, window, lines)
  local buffer = vim.api.nvim_win_get_buf(window)
  if not vim.lsp.buf_is_attached(buffer, client.id) then
    return {}
  end
  local at = vim.lsp.util.make_position_params(window, client.offset_encoding)
  local range = lines
    and {
      start = { line = lines[1] - 1, character = 0 },
      ["end"] = { line = lines[2] - 1, character = 0 },
    }
  return { textDocument = at.textDocument, position = at.position, range = range }
end

return M
