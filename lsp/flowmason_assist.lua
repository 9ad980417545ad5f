---@brief
---
--- flowmason-assist, a language server for FlowMason pipelines (`*.pipeline.json`).
---
--- It tells what the FlowMason engine will really do with a pipeline, and mends it:
--- diagnostics with fixes, hover, completion, definition, references, rename and more.
---
--- The server is a Python package:
---
--- ```sh
--- pipx install flowmason-assist
--- ```
---
--- It attaches to pipelines, to `flowmason.json` and to `*.test.json`, beside other servers for JSON.
--- Settings stand in `flowmason-assist.toml`, or here:
---
--- ```lua
--- vim.lsp.config('flowmason_assist', {
---   settings = {
---     flowmasonAssist = {
---       ignore = { 'FM8' },
---     },
---   },
--- })
--- ```

local function is_ours(path)
  return path:match('%.pipeline%.json$') or path:match('[/\\]flowmason%.json$') or path:match('%.test%.json$')
end

---@type vim.lsp.Config
return {
  cmd = { 'flowmason-assist', 'server', '--stdio' },
  filetypes = { 'json', 'jsonc' },
  root_dir = function(bufnr, on_dir)
    local path = vim.api.nvim_buf_get_name(bufnr)
    if is_ours(path) then
      local markers = { 'flowmason.json', 'flowmason-assist.toml', '.git' }
      on_dir(vim.fs.root(bufnr, markers) or vim.fs.dirname(path))
    end
  end,
  init_options = {},
  settings = {
    flowmasonAssist = {},
  },
}
