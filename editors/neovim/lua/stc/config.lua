-- How the server is started, and what this plugin does with what it sends by itself.

local M = {}

M.name = "stc"

M.filetypes = {
  "bash",
  "c",
  "cpp",
  "cs",
  "go",
  "java",
  "javascript",
  "javascriptreact",
  "kotlin",
  "lua",
  "markdown",
  "php",
  "python",
  "ruby",
  "rust",
  "scala",
  "sh",
  "swift",
  "typescript",
  "typescriptreact",
}

M.root_markers = { "stc-lsp.toml", ".git", ".hg", ".jj", ".svn" }

---The client's configuration, as `vim.lsp.config` and `vim.lsp.start` take it.
---@return vim.lsp.Config
function M.client()
  return {
    name = M.name,
    cmd = { "stc-lsp", "serve" },
    filetypes = M.filetypes,
    root_markers = M.root_markers,
    handlers = {
      ["stc/statusChanged"] = function(_, status, context)
        require("stc.status").changed(context.client_id, status)
      end,
      ["stc/answerChanged"] = function(_, told)
        require("stc.answer").changed(told)
      end,
      ["$/progress"] = function(failure, params, context, config)
        if require("stc.answer").take_piece(params) then
          return
        end
        require("stc.answer").take_wait(params)
        return vim.lsp.handlers["$/progress"](failure, params, context, config)
      end,
    },
  }
end

return M
