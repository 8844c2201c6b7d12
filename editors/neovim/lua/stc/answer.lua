-- The answer's buffer: Markdown that grows while a model writes, and citations that lead to their lines.

local M = {}

---@class stc.Line
---@field uri string
---@field start_line integer

---@class stc.Citation: stc.Line
---@field path string
---@field end_line integer

---@class stc.Answer
---@field answer string
---@field rung? "stored"|"structural"|"learned"|"raw"
---@field fresh boolean
---@field citations stc.Citation[]
---@field tokens? { input: integer, cached: integer, output: integer }
---@field elapsed_ms? number
---@field questions? string[]
---@field reason? string
---@field answer_id? integer

---@class stc.View
---@field buffer integer
---@field token string of the pieces that belong here
---@field is_waiting boolean nothing of the answer has come
---@field first integer the line that the answer begins at, 0-based
---@field citations stc.Citation[]
---@field source integer the window with the code
---@field answer? stc.Answer once it is whole

---@type stc.View?
local view

local count = 0

---@param buffer integer
---@param first integer
---@param last integer
---@param text string
local function put(buffer, first, last, text)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, first, last, false, vim.split(text, "\n", { plain = true }))
  vim.bo[buffer].modifiable = false
end

---@param citation stc.Citation
---@return string
local function label(citation)
  local lines = tostring(citation.start_line)
  if citation.end_line > citation.start_line then
    lines = lines .. "-" .. citation.end_line
  end
  return citation.path .. ":" .. lines
end

---The window with the code that a person means: this one, unless it shows the answer.
---@return integer
function M.code_window()
  local here = vim.api.nvim_get_current_win()
  local is_answer = view and vim.api.nvim_win_get_buf(here) == view.buffer
  return view and is_answer and vim.api.nvim_win_is_valid(view.source) and view.source or here
end

---Open a place in the window with the code.
---@param place stc.Line
local function open(place)
  if view and vim.api.nvim_win_is_valid(view.source) then
    vim.api.nvim_set_current_win(view.source)
  else
    vim.cmd.wincmd("p")
  end
  vim.cmd("normal! m'")
  local buffer = vim.uri_to_bufnr(place.uri)
  vim.bo[buffer].buflisted = true
  vim.api.nvim_win_set_buf(0, buffer)
  local last = vim.api.nvim_buf_line_count(buffer)
  vim.api.nvim_win_set_cursor(0, { math.min(place.start_line, last), 0 })
  vim.cmd("normal! zz")
end

---The lines of a file that a text names, each with where it does so. The end of a longer path is none.
---@param text string
---@param path string
---@return { first: integer, last: integer, line: integer }[]
local function places_in(text, path)
  local found = {}
  local first, last, number = text:find(vim.pesc(path) .. ":(%d+)%-?%d*")
  while first and last do
    if first == 1 or not text:sub(first - 1, first - 1):find("[%w_./-]") then
      table.insert(found, { first = first, last = last, line = tonumber(number) })
    end
    first, last, number = text:find(vim.pesc(path) .. ":(%d+)%-?%d*", last + 1)
  end
  return found
end

---The place under the cursor, or else the first in its line, of all in files that the answer cites.
---@return stc.Line?
function M.under_cursor()
  local line = vim.api.nvim_get_current_line()
  local column = vim.api.nvim_win_get_cursor(0)[2] + 1
  local leftmost, on_line
  for _, citation in ipairs(view and view.citations or {}) do
    for _, each in ipairs(places_in(line, citation.path)) do
      local place = { uri = citation.uri, start_line = each.line }
      if each.first <= column and column <= each.last then
        return place
      elseif not leftmost or each.first < leftmost then
        leftmost, on_line = each.first, place
      end
    end
  end
  return on_line
end

---Open the place under the cursor.
function M.jump()
  local place = M.under_cursor()
  if place then
    open(place)
  else
    vim.notify("No citation stands here.", vim.log.levels.INFO)
  end
end

---@param buffer integer
local function show(buffer)
  if vim.fn.bufwinid(buffer) ~= -1 then
    vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
  elseif require("stc").options.window == "float" then
    local width, height = math.floor(vim.o.columns * 0.8), math.floor(vim.o.lines * 0.6)
    vim.api.nvim_open_win(buffer, true, {
      relative = "editor",
      width = width,
      height = height,
      col = math.floor((vim.o.columns - width) / 2),
      row = math.floor((vim.o.lines - height) / 2) - 1,
      border = "rounded",
      title = " stc ",
    })
  else
    vim.cmd("botright split")
    vim.api.nvim_win_set_buf(0, buffer)
    vim.api.nvim_win_set_height(0, math.floor(vim.o.lines * 0.4))
  end
  vim.wo.wrap = true
  vim.wo.linebreak = true
  vim.wo.conceallevel = 2
end

---@return integer
local function fresh_buffer()
  if view and vim.api.nvim_buf_is_valid(view.buffer) then
    return view.buffer
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_name(buffer, "stc://answer")
  vim.bo[buffer].bufhidden = "hide"
  vim.bo[buffer].filetype = "markdown"
  vim.bo[buffer].modifiable = false
  for _, key in ipairs({ "gf", "<CR>" }) do
    vim.keymap.set("n", key, M.jump, { buffer = buffer, desc = "stc-lsp: open the citation here" })
  end
  vim.keymap.set("n", "q", function()
    require("stc").stop()
    vim.api.nvim_win_close(0, false)
  end, { buffer = buffer, desc = "stc-lsp: close, and hang up" })
  return buffer
end

---Begin an answer: show the question, and wait for pieces under the token that is returned.
---@param question string
---@param source integer the window with the code
---@return string token
function M.begin(question, source)
  local buffer = fresh_buffer()
  count = count + 1
  local token = "stc-answer-" .. count
  view = { buffer = buffer, token = token, is_waiting = true, first = 2, citations = {}, source = source }
  put(buffer, 0, -1, "# " .. question:gsub("%s+", " ") .. "\n\n…")
  show(buffer)
  return view.token
end

---A piece of an answer has come, perhaps. Whether it was one.
---@param params { token: string|integer, value: any }
---@return boolean
function M.take_piece(params)
  if not view or params.token ~= view.token or type(params.value) ~= "table" or not params.value.text then
    return false
  end
  if vim.api.nvim_buf_is_valid(view.buffer) then
    local so_far = table.concat(vim.api.nvim_buf_get_lines(view.buffer, view.first, -1, false), "\n")
    put(view.buffer, view.first, -1, (view.is_waiting and "" or so_far) .. params.value.text)
    view.is_waiting = false
  end
  return true
end

---The token under which is told what an answer waits for.
---@param token string of its pieces
---@return string
function M.work_token(token)
  return token .. "-work"
end

---An answer waits for something, perhaps: tell it until the answer begins.
---@param params { token: string|integer, value: any }
function M.take_wait(params)
  local what = type(params.value) == "table" and params.value.message
  if not what or not view or not view.is_waiting or params.token ~= M.work_token(view.token) then
    return
  end
  if vim.api.nvim_buf_is_valid(view.buffer) then
    local share = params.value.percentage
    put(view.buffer, view.first, -1, ("_%s%s…_"):format(what, share and (": %d %%"):format(share) or ""))
  end
end

---@param answer stc.Answer
---@return string
local function badges(answer)
  local words = {}
  if answer.rung then
    table.insert(words, answer.rung)
  end
  table.insert(words, answer.fresh and "fresh" or "**the code has changed since**")
  local tokens = answer.tokens
  if tokens and tokens.input + tokens.output > 0 then
    table.insert(words, ("%d tokens read, %d written"):format(tokens.input, tokens.output))
  end
  if answer.elapsed_ms then
    table.insert(words, ("%.0f ms"):format(answer.elapsed_ms))
  end
  return "_" .. table.concat(words, " · ") .. "_"
end

---Whether the text of an answer leads to what it cites by itself.
---@param answer stc.Answer
---@param citation stc.Citation
---@return boolean
local function is_named(answer, citation)
  for _, each in ipairs(places_in(answer.answer, citation.path)) do
    if citation.start_line <= each.line and each.line <= citation.end_line then
      return true
    end
  end
  return false
end

---@param answer stc.Answer
---@return string
local function whole(answer)
  local parts = { answer.answer, "", badges(answer) }
  local unnamed = vim.tbl_filter(function(citation)
    return not is_named(answer, citation)
  end, answer.citations)
  if #unnamed > 0 then
    vim.list_extend(parts, { "", "## Cited", "" })
    for _, citation in ipairs(unnamed) do
      table.insert(parts, "- `" .. label(citation) .. "`")
    end
  end
  if answer.questions and #answer.questions > 0 then
    vim.list_extend(parts, { "", "## Next", "" })
    for _, question in ipairs(answer.questions) do
      table.insert(parts, "- " .. question)
    end
  end
  return table.concat(parts, "\n")
end

---The answer is there, whole: show it, and put what it cites into the quickfix list.
---Without one it was stopped.
---@param token string
---@param answer stc.Answer?
function M.finish(token, answer)
  if not view or view.token ~= token or not vim.api.nvim_buf_is_valid(view.buffer) then
    return
  end
  view.token = ""
  if not answer then
    local last = vim.api.nvim_buf_line_count(view.buffer)
    put(view.buffer, last, last, "\n_Stopped._")
    return
  end
  view.citations = answer.citations
  view.answer = answer
  put(view.buffer, view.first, -1, whole(answer))
  M.to_quickfix(answer)
end

---What an answer cites has changed since, or is as it was again.
---@param told { answer_id: integer, fresh: boolean }
function M.changed(told)
  local answer = view and view.answer
  if view and answer and answer.answer_id == told.answer_id and vim.api.nvim_buf_is_valid(view.buffer) then
    answer.fresh = told.fresh
    put(view.buffer, view.first, -1, whole(answer))
  end
end

---@param answer stc.Answer
function M.to_quickfix(answer)
  local items = vim.tbl_map(function(citation)
    return {
      filename = vim.uri_to_fname(citation.uri),
      lnum = citation.start_line,
      end_lnum = citation.end_line,
      text = "cited by the answer",
    }
  end, answer.citations)
  vim.fn.setqflist({}, " ", { title = "stc-lsp: cited", items = items })
end

---Show any Markdown.
---@param lines string[]
---@param source integer
function M.page(lines, source)
  M.begin("", source)
  assert(view)
  put(view.buffer, 0, -1, table.concat(lines, "\n"))
end

return M
