--- What the scenarios do in Neovim and look at, the same in every version since 0.7.
---
--- A scenario is a coroutine: while it waits, Neovim goes on as for a user, and reads keys.

local M = {}

local PATIENCE = 20000 -- Milliseconds, for a machine that is busy with other things.
local POLL = 10

local function finish(problem)
  if problem then
    io.stderr:write(problem .. '\n')
    vim.cmd('cquit 1')
  else
    vim.cmd('qall!')
  end
end

--- Runs a scenario and ends Neovim; its exit code tells how it went.
function M.run(file)
  local scenario = coroutine.create(assert(loadfile(file)))
  local waited = 0
  local function step()
    local alive, waits_for = coroutine.resume(scenario)
    if not alive then
      return finish(debug.traceback(scenario, tostring(waits_for)))
    elseif coroutine.status(scenario) == 'dead' then
      return finish()
    end
    waited = 0
    local function poll()
      if waits_for.condition() then
        return step()
      elseif waited >= PATIENCE then
        return finish('waited in vain for ' .. waits_for.what .. '\n' .. M.text())
      end
      waited = waited + POLL
      vim.defer_fn(poll, POLL)
    end
    poll()
  end
  vim.schedule(step)
end

--- Waits until a condition holds.
function M.wait_for(what, condition)
  coroutine.yield({ what = what, condition = condition })
end

--- Types keys, written as in mappings.
function M.type(keys)
  vim.api.nvim_input(keys)
end

--- Opens a file of the workspace and waits for the server.
function M.open(name)
  vim.cmd('edit ' .. name)
  M.wait_for('the server', function()
    return M.client() ~= nil and (M.client().initialized ~= false)
  end)
end

function M.client()
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 })
    or vim.tbl_values(vim.lsp.buf_get_clients(0))
  return clients[1]
end

--- Puts the cursor where "|" stands in a piece of the text, as in "upstream.|fetch".
function M.cursor_at(place)
  local before, after = place:match('^(.-)|(.*)$')
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local start = line:find(before .. after, 1, true)
    if start then
      return vim.api.nvim_win_set_cursor(0, { number, start - 1 + #before })
    end
  end
  error('not in the text: ' .. before .. after)
end

function M.text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

--- The text of the line that the cursor is on.
function M.line()
  return vim.api.nvim_get_current_line()
end

--- Waits for as many errors and gives them: text, code and message of each.
function M.errors(count)
  local found
  M.wait_for(count .. ' errors', function()
    found = vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
    return #found == count
  end)
  return vim.tbl_map(function(diagnostic)
    local line = vim.api.nvim_buf_get_lines(0, diagnostic.lnum, diagnostic.lnum + 1, false)[1]
    local user_data = diagnostic.user_data or {}
    return {
      text = line:sub(diagnostic.col + 1, diagnostic.end_col),
      code = diagnostic.code or (user_data.lsp and user_data.lsp.code),
      message = diagnostic.message,
    }
  end, found)
end

--- Runs a command of the server about this file and gives its answer.
function M.command(name, text)
  local answer, problem
  local subject = { uri = vim.uri_from_bufnr(0), text = text }
  local params = { command = 'flowmasonAssist.' .. name, arguments = { subject } }
  vim.lsp.buf_request(0, 'workspace/executeCommand', params, function(failure, result)
    answer, problem = result, failure
  end)
  M.wait_for('the answer to ' .. name, function()
    return answer or problem
  end)
  assert(answer, vim.inspect(problem))
  return answer
end

--- Waits for a floating window and gives its text.
function M.float()
  local window
  M.wait_for('a floating window', function()
    for _, each in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(each).relative ~= '' then
        window = each
        return true
      end
    end
  end)
  local buffer = vim.api.nvim_win_get_buf(window)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

--- From now on, the entry that has a text in it is picked from every menu; gives the menu's titles.
function M.pick(wanted)
  local seen = {}
  vim.ui.select = function(items, options, on_choice)
    for index, item in ipairs(items) do
      local title = (options.format_item or tostring)(item)
      table.insert(seen, title)
      if title:find(wanted, 1, true) then
        return on_choice(item, index)
      end
    end
    error('no entry has "' .. wanted .. '": ' .. table.concat(seen, ', '))
  end
  return seen
end

--- Waits for the list of completions and gives its words.
function M.completions()
  local words
  M.wait_for('completions', function()
    words = vim.tbl_map(function(item)
      return item.word
    end, vim.fn.complete_info({ 'items' }).items)
    return #words > 0
  end)
  return words
end

--- Waits for the text to hold, or no longer to hold, a piece.
function M.expect_text(piece)
  M.wait_for('the text ' .. piece, function()
    return M.text():find(piece, 1, true) ~= nil
  end)
end

function M.expect_no_text(piece)
  M.wait_for('the end of ' .. piece, function()
    return M.text():find(piece, 1, true) == nil
  end)
end

function M.expect_equal(expected, actual)
  assert(
    vim.deep_equal(expected, actual),
    'expected ' .. vim.inspect(expected) .. ', got ' .. vim.inspect(actual)
  )
end

function M.expect_has(piece, text)
  assert(text:find(piece, 1, true), 'expected "' .. piece .. '" in:\n' .. text)
end

return M
