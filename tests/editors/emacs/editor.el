;;; editor.el --- what the scenarios do in Emacs and look at  -*- lexical-binding: t -*-

(require 'cl-lib)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'xref)

(defconst editor-patience 20 "Seconds, for a machine that is busy with other things.")

(defvar editor-server nil "The connection to the server.")

(defun editor-wait-for (what condition)
  "Wait until CONDITION holds and give its value; WHAT says what is waited for."
  (let ((end (+ (float-time) editor-patience)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) end)
        (error "Waited in vain for %s in:\n%s" what (buffer-string)))
      (accept-process-output nil 0.05))
    value))

(defun editor-open (name)
  "Open the file NAME of the workspace and wait for the server."
  (find-file name)
  ;; Without a screen there are no commands, after which eglot would connect.
  (run-hooks 'post-command-hook)
  (setq editor-server (editor-wait-for "the server" #'eglot-current-server)))

(defun editor-cursor-at (place)
  "Put the cursor where \"|\" stands in PLACE, a piece of the text."
  (let* ((bar (string-match "|" place))
         (before (substring place 0 bar))
         (after (substring place (1+ bar))))
    (goto-char (point-min))
    (search-forward (concat before after))
    (backward-char (length after))))

(defun editor-errors (count)
  "Wait for COUNT errors and give each as a list of its text and its message."
  (let (errors)
    (editor-wait-for
     (format "%d errors" count)
     (lambda ()
       ;; Without a screen Emacs is never idle, which is when edits are sent and checked.
       (eglot--signal-textDocument/didChange)
       (flymake-start)
       (setq errors (cl-remove-if-not
                     (lambda (each) (eq (flymake-diagnostic-type each) 'eglot-error))
                     (flymake-diagnostics)))
       (= (length errors) count)))
    (mapcar
     (lambda (diagnostic)
       (list (buffer-substring-no-properties
              (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic))
             (flymake-diagnostic-text diagnostic)))
     errors)))

(defun editor-expect-text (piece)
  "Wait until the text holds PIECE."
  (editor-wait-for
   piece
   (lambda () (save-excursion (goto-char (point-min)) (search-forward piece nil t)))))

(defun editor-expect-equal (expected actual)
  "Fail unless ACTUAL equals EXPECTED."
  (unless (equal expected actual)
    (error "Expected %S, got %S" expected actual)))

(defun editor-pick (wanted)
  "From now on, pick the entry that has WANTED in it from every menu."
  (setq last-nonmenu-event ?k) ; Called by a key, not with the mouse.
  (fset 'completing-read
        (lambda (_prompt entries &rest _)
          (or (cl-find-if (lambda (title) (string-search wanted title))
                          (all-completions "" entries))
              (error "No entry has %S: %S" wanted (all-completions "" entries))))))

(defun editor-close ()
  "End the server, as leaving Emacs does."
  (eglot-shutdown editor-server))

;;; editor.el ends here
