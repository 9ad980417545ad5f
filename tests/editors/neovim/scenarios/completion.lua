-- Inside a template, the stages that run earlier are offered, and taken over with a key.
local editor = require('editor')

editor.open('menu.pipeline.json')
editor.cursor_at('{{upstream.|draft.content}}')
editor.type('cf.') -- Deletes "draft." and goes on typing in its place.
editor.expect_text('{{upstream.content}}')
editor.type('<C-x><C-o>')

editor.expect_equal({ 'draft' }, editor.completions())
editor.type('<C-y>.')
editor.expect_text('{{upstream.draft.content}}')
