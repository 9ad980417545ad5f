;; Inside a template, the stages that run earlier are offered.
(editor-open "menu.pipeline.json")
(editor-cursor-at "{{upstream.|draft.content}}")
(delete-char (length "draft.content"))

(pcase-let ((`(,start ,end ,table . ,_) (eglot-completion-at-point)))
  (editor-expect-equal
   '("draft")
   (mapcar #'substring-no-properties
           (all-completions (buffer-substring start end) table))))
