-- The quick fix corrects the reference, and the error goes away.
local editor = require('editor')

editor.open('digest.pipeline.json')
editor.errors(1)
editor.cursor_at('upstream.|fetsh')
editor.pick('fetch')
vim.lsp.buf.code_action()

editor.expect_text('{{upstream.fetch.body}}')
editor.errors(0)
