-- Renaming a stage changes its id and every mention of it, right of emoji too.
local editor = require('editor')

editor.open('menu.pipeline.json')
editor.cursor_at('upstream.|draft')
vim.lsp.buf.rename('first_draft')

editor.expect_text('"id": "first_draft"')
editor.expect_text('"prompt": "😋😀 Make it better: {{upstream.first_draft.content}}"')
editor.expect_text('"depends_on": ["first_draft"]')
editor.expect_no_text('"draft"')
