-- The file is explained, a question answered, and the cause of a pasted error found.
local editor = require('editor')

editor.open('menu.pipeline.json')
local explained = editor.command('explain')
editor.expect_has('draft', explained.markdown)
editor.expect_equal('embedded', explained.route.tier)

local answered = editor.command('ask', 'How do I loop over a list?')
editor.expect_has('foreach', answered.markdown)
assert(#answered.sources > 0, 'no sources')

local found = editor.command('debug', "Key 'nothing' not found in context")
assert(found.markdown and #found.markdown > 0)
