;; The echo area tells what a component does.
(editor-open "digest.pipeline.json")
(editor-cursor-at "http_|request")

(let (shown)
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
  (editor-wait-for "a hover" (lambda () shown))
  (editor-expect-equal t (and (string-search "http_request" shown) t)))
