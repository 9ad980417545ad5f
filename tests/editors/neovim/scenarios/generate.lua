-- What the description of a file without stages says is built, and the file is filled.
local editor = require('editor')

editor.open('plan.pipeline.json')
local answer = editor.command('generate')
editor.expect_equal('ok', answer.status)
editor.expect_text('"component_type"')
editor.errors(0)
