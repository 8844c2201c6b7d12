-- `:checkhealth stc`

local M = {}

---What the server says its version is: the command that starts it, with `--version` in place of `serve`.
---@param command string[]
---@return string?
local function version_of(command)
  local asking = {}
  for _, word in ipairs(command) do
    if word == "serve" then
      break
    end
    table.insert(asking, word)
  end
  table.insert(asking, "--version")
  local started, running = pcall(vim.system, asking, { text = true })
  local ended = started and running:wait(20000)
  return ended and ended.code == 0 and vim.trim(ended.stdout) or nil
end

function M.check()
  local health = vim.health
  health.start("stc-lsp")
  if vim.fn.has("nvim-0.11") == 1 then
    health.ok("Neovim " .. tostring(vim.version()))
  else
    health.ok("Neovim " .. tostring(vim.version()) .. ": call `require('stc').setup()`")
  end
  local configured = vim.fn.has("nvim-0.11") == 1 and vim.lsp.config.stc or require("stc.config").client()
  local command = configured.cmd
  if type(command) == "table" then
    local version = version_of(command)
    if version then
      health.ok(version .. " (" .. vim.fn.exepath(command[1]) .. ")")
    else
      health.error(("`%s` cannot be run"):format(command[1]), {
        "Install it: `pip install .` in a checkout of stc-lsp",
        "or name it: `vim.lsp.config('stc', { cmd = { ... } })`",
      })
    end
  end
  local clients = vim.lsp.get_clients({ name = "stc" })
  if #clients == 0 then
    health.warn("No buffer is served", { "Open a file, after `vim.lsp.enable('stc')`" })
  end
  for _, client in ipairs(clients) do
    health.ok(("Serves %s"):format(client.config.root_dir or "files without a folder"))
  end
end

return M
