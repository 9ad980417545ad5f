;; Renaming a stage changes its id and every mention of it, right of emoji too.
(editor-open "menu.pipeline.json")
(editor-cursor-at "upstream.|draft")
(eglot-rename "first_draft")

(editor-expect-text "\"id\": \"first_draft\"")
(editor-expect-text "\"prompt\": \"😋😀 Make it better: {{upstream.first_draft.content}}\"")
(editor-expect-text "\"depends_on\": [\"first_draft\"]")
