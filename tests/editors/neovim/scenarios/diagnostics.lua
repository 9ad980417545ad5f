-- A stage that does not exist is underlined, with the code of the rule, and no more than that.
local editor = require('editor')

editor.open('digest.pipeline.json')

editor.expect_equal({
  {
    text = 'fetsh',
    code = 'FM304',
    message = 'no stage has the id "fetsh"; did you mean "fetch"?',
  },
}, editor.errors(1))
