-- What `vim.lsp.enable("stc")` starts. Change any of it with `vim.lsp.config("stc", { ... })`.

---@type vim.lsp.Config
return require("stc.config").client()
