;; From a template to the stage that it reads.
(editor-open "menu.pipeline.json")
(editor-cursor-at "upstream.|draft")
(call-interactively #'xref-find-definitions)

(editor-expect-equal
 "\"id\": \"draft\","
 (string-trim (buffer-substring (line-beginning-position) (line-end-position))))
