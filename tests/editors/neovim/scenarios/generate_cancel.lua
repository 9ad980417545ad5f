-- A generation that is cancelled in the middle leaves the file untouched.
local editor = require('editor')

editor.open('plan.pipeline.json')
local before = editor.text()
local subject = { uri = vim.uri_from_bufnr(0) }
local params = { command = 'flowmasonAssist.generate', arguments = { subject } }
local _, cancel = vim.lsp.buf_request(0, 'workspace/executeCommand', params, function() end)
cancel()

-- What is asked afterwards is answered when the cancelled request has come to its end.
editor.command('ask', 'How do I loop over a list?')
editor.expect_equal(before, editor.text())
