-- A project file without faults has no errors.
local editor = require('editor')

editor.open('flowmason.json')
local project = vim.api.nvim_get_current_buf()
editor.open('digest.pipeline.json')
editor.errors(1) -- The server judges files in the order in which they were opened.

editor.expect_equal({}, vim.diagnostic.get(project))
