;; A stage that does not exist is underlined.
(editor-open "digest.pipeline.json")

(pcase-let ((`((,text ,message)) (editor-errors 1)))
  (editor-expect-equal "fetsh" text)
  (editor-expect-equal t (and (string-search "did you mean \"fetch\"?" message) t)))
