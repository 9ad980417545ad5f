-- Neovim as a new user has it, with the server set up as docs/editors.md says.

local tests = vim.env.FLOWMASON_EDITOR_TESTS
vim.opt.runtimepath:prepend(tests .. '/neovim')
vim.o.swapfile = false
vim.o.hidden = true

if vim.lsp.config then
  vim.opt.runtimepath:append(tests .. '/../..')
  vim.lsp.enable('flowmason_assist')
else
  dofile(vim.env.FLOWMASON_EDITOR_SETUP)
end
