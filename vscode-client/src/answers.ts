/** Answers of the server, shown beside the text as rendered Markdown. */

import {
  commands,
  type Disposable,
  EventEmitter,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";

/** What a command of the server answers, where it has something to show. */
export interface Answer {
  title: string;
  markdown: string;
  /** A text to open in an editor of its own, for instance a new pipeline. */
  document?: { language: string; text: string };
}

const SCHEME = "flowmason-assist";

export function isAnswer(value: unknown): value is Answer {
  const answer = value as Partial<Answer> | null;
  return typeof answer?.title === "string" && typeof answer.markdown === "string";
}

/** Keeps one document for each title, which a new answer replaces. */
export class Answers implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? "",
  });

  async show({ title, markdown, document }: Answer): Promise<void> {
    if (document) {
      await window.showTextDocument(
        await workspace.openTextDocument({ language: document.language, content: document.text }),
      );
    }
    const uri = Uri.from({ scheme: SCHEME, path: `/${title.replaceAll("/", " ")}.md` });
    this.texts.set(uri.path, withoutRemoteContent(markdown));
    this.changed.fire(uri);
    try {
      await commands.executeCommand("markdown.showPreviewToSide", uri);
    } catch {
      // The Markdown extension that comes with the editor can be switched off.
      await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preview: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/**
 * The text with nothing in it that the preview would fetch: a picture from elsewhere tells its
 * server what was asked.
 *
 * Code is not spared: a text that looks like code to us may be none to the preview.
 */
export function withoutRemoteContent(markdown: string): string {
  return markdown
    .replaceAll("![", "!\\[")
    .replaceAll(/<(?=style|[a-z][\w:-]*[\s/][^>]*=)/gi, "&lt;");
}
