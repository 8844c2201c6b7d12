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
  return ended and ended.code == 0 and vim.trim(ended.stdout or "") or nil
end

function M.check()
  local health = vim.health
  health.start("stc-lsp")
  local enables = vim.fn.has("nvim-0.11") == 1
  ---@diagnostic disable-next-line: call-non-callable
  local neovim = "Neovim " .. tostring(vim.version())
  health.ok(enables and neovim or neovim .. ": call `require('stc').setup()`")
  ---@diagnostic disable-next-line: undefined-field
  local configured = enables and vim.lsp.config.stc or require("stc.config").client()
  local command = configured.cmd
  local program = type(command) == "table" and command[1]
  if type(command) == "table" and program then
    local version = version_of(command)
    if version then
      health.ok(version .. " (" .. vim.fn.exepath(program) .. ")")
    else
      health.error(("`%s` cannot be run"):format(program), {
        "Install it: `uv tool install .`, `pipx install .` or `pip install .` in a checkout of stc-lsp",
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
