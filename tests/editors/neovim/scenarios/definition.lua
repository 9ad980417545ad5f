-- From a template to the stage that it reads.
local editor = require('editor')

editor.open('menu.pipeline.json')
editor.cursor_at('upstream.|draft')
vim.lsp.buf.definition()

editor.wait_for('the jump', function()
  return editor.line() == '      "id": "draft",'
end)
