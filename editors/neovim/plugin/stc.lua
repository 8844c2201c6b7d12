-- The commands. Everything behind them is loaded when one is used.

if vim.g.loaded_stc or vim.fn.has("nvim-0.10") == 0 then
  return
end
vim.g.loaded_stc = true

---@param name string
---@param description string
---@param run fun(command: vim.api.keyset.create_user_command.command_args)
---@param options? vim.api.keyset.user_command
local function command(name, description, run, options)
  vim.api.nvim_create_user_command(
    name,
    run,
    vim.tbl_extend("force", { desc = "stc-lsp: " .. description }, options or {})
  )
end

command("StcAsk", "ask about this code; with ! begin a new conversation", function(arguments)
  local selected = arguments.range > 0 and { arguments.line1, arguments.line2 } or nil
  require("stc").ask(arguments.args, { lines = selected, anew = arguments.bang })
end, { nargs = "*", bang = true, range = true })

command("StcQuestions", "likely questions here, with answers at hand", function()
  require("stc").questions()
end)

command("StcStatus", "what is known, and what the sleeper does", function()
  require("stc").status()
end)

command("StcPause", "let the sleeper stop thinking", function()
  require("stc").pause()
end)

command("StcResume", "let the sleeper go on", function()
  require("stc").resume()
end)

command("StcStop", "hang up on the question under way", function()
  require("stc").stop()
end)
