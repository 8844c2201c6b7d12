-- What the server last told of itself: for the status line, and in words.

local M = {}

---@class stc.Sleeper
---@field state "indexing"|"thinking"|"idle"|"paused"
---@field reason string
---@field phase string
---@field done integer
---@field total integer
---@field pending integer

---@class stc.Status
---@field workspace string
---@field files integer
---@field chunks integer
---@field languages table<string, integer>
---@field thoughts { wanted: integer, made: integer }
---@field sleeper stc.Sleeper|vim.NIL|nil
---@field model { asleep: string, awake: string }
---@field notices string[]

---@type table<integer, table<string, stc.Status>> by client and workspace
local known = {}

---The server has told a new status.
---@param client_id integer
---@param status stc.Status
function M.changed(client_id, status)
  known[client_id] = known[client_id] or {}
  known[client_id][status.workspace] = status
  vim.cmd.redrawstatus({ bang = true })
  vim.api.nvim_exec_autocmds("User", { pattern = "StcStatus", modeline = false, data = status })
end

---The status of the workspace that a file is in; the longest path counts.
---@param client_id integer
---@param file string
---@return stc.Status?
function M.of(client_id, file)
  local found
  for workspace, status in pairs(known[client_id] or {}) do
    if vim.startswith(file, workspace .. "/") and (not found or #workspace > #found.workspace) then
      found = status
    end
  end
  return found
end

---A status in a few words.
---@param status stc.Status?
---@return string
function M.short(status)
  if not status then
    return "stc"
  end
  local sleeper = status.sleeper
  if not sleeper or sleeper == vim.NIL then
    return "stc: no sleeper"
  end
  if sleeper.state == "indexing" then
    return sleeper.total > 0 and ("stc: reading %d%%%%"):format(100 * sleeper.done / sleeper.total)
      or "stc: reading"
  end
  if sleeper.state == "paused" then
    return "stc: paused"
  end
  return sleeper.pending > 0 and ("stc: %d to think about"):format(sleeper.pending) or "stc: idle"
end

---@param model { asleep: string, awake: string }
---@return string
local function models(model)
  local asleep = model.asleep ~= "" and model.asleep or "none"
  local awake = model.awake ~= "" and model.awake or "none"
  if asleep ~= awake then
    return ("%s for thinking asleep, %s for answering"):format(asleep, awake)
  end
  return asleep == "none" and "none: static analysis answers" or asleep
end

---A status in lines of Markdown.
---@param status stc.Status
---@return string[]
function M.long(status)
  local names = vim.tbl_keys(status.languages)
  table.sort(names, function(one, other)
    local more, fewer = status.languages[one], status.languages[other]
    return more > fewer or (more == fewer and one < other)
  end)
  local languages = vim.tbl_map(function(name)
    return ("%s (%d)"):format(name, status.languages[name])
  end, names)
  local sleeper = status.sleeper
  local state = "not running"
  if sleeper and sleeper ~= vim.NIL then
    local word = sleeper.state == "indexing" and "reading" or sleeper.state
    local says_why = sleeper.reason ~= "" and sleeper.reason ~= sleeper.state
    state = word .. (says_why and (" (" .. sleeper.reason .. ")") or "")
  end
  local lines = {
    "# " .. status.workspace,
    "",
    ("- Known: %d files, %d pieces of code"):format(status.files, status.chunks),
    "- Languages: " .. (#languages > 0 and table.concat(languages, ", ") or "none yet"),
    ("- Thoughts: %d of %d made"):format(status.thoughts.made, status.thoughts.wanted),
    "- Sleeper: " .. state,
    "- Model: " .. models(status.model),
  }
  for _, notice in ipairs(status.notices) do
    table.insert(lines, "- Note: " .. notice)
  end
  return lines
end

return M
