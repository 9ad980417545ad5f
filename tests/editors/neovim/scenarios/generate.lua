-- The code action on a file without stages builds what its description says, and it runs.
local editor = require('editor')

editor.open('plan.pipeline.json')
editor.cursor_at('"|description"')
editor.pick('Generate the pipeline from its description')
vim.lsp.buf.code_action()

editor.expect_text('"component_type"')
editor.errors(0)
local run = editor.command('dryRun')
editor.expect_equal(true, run.runs)
