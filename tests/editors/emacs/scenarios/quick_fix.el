;; The quick fix corrects the reference.
(editor-open "digest.pipeline.json")
(editor-errors 1)
(editor-cursor-at "upstream.|fetsh")
(editor-pick "fetch")
(eglot-code-actions (point) (point) "quickfix" t)

(editor-expect-text "{{upstream.fetch.body}}")
(editor-errors 0)
