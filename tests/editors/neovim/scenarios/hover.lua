-- Hovering over a component tells what it does and what it reads, readable as raw text.
local editor = require('editor')

editor.open('digest.pipeline.json')
editor.cursor_at('http_|request')
vim.lsp.buf.hover()

local shown = editor.float()
editor.expect_has('http_request', shown)
editor.expect_has('url', shown)
assert(not shown:find('|--', 1, true), 'a table, which shows raw here:\n' .. shown)
