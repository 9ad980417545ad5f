/** The stages of a pipeline as a picture beside its text, drawn anew whenever the text changes. */

import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { Disposable, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import type { Subject } from "./commands";
import { isPipeline } from "./documents";

const DELAY = 150; // Milliseconds that nobody types before a picture is drawn anew.

/** Gives the SVG of a pipeline. */
export type Draw = (uri: Uri) => Promise<string>;

/** Keeps one panel for each pipeline. */
export class Diagrams implements Disposable {
  private readonly panels = new Map<string, WebviewPanel>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly listening: Disposable;

  constructor(private readonly draw: Draw) {
    const files = workspace.createFileSystemWatcher("**/*.pipeline.json");
    this.listening = Disposable.from(
      files,
      files.onDidChange((uri) => this.redrawSoon(uri)),
      workspace.onDidChangeTextDocument(({ document }) => this.redrawSoon(document.uri)),
    );
  }

  /** Shows the pipeline that a menu or a lens names; from the palette, the one in the editor. */
  async show(given: Uri | Subject | undefined): Promise<void> {
    const uri = uriOf(given) ?? window.activeTextEditor?.document.uri;
    if (uri === undefined || !isPipeline(uri)) {
      void window.showInformationMessage(
        "Open a file that ends in .pipeline.json to see its stages.",
      );
      return;
    }
    const shown = this.panels.get(uri.toString());
    if (shown) {
      shown.reveal(undefined, true);
      return;
    }
    const panel = window.createWebviewPanel(
      "flowmasonAssist.diagram",
      `Stages of ${basename(uri.path)}`,
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: false, localResourceRoots: [] },
    );
    this.panels.set(uri.toString(), panel);
    panel.onDidDispose(() => this.panels.delete(uri.toString()));
    await this.redraw(uri);
  }

  dispose(): void {
    this.listening.dispose();
    for (const timer of this.waiting.values()) {
      clearTimeout(timer);
    }
    for (const panel of [...this.panels.values()]) {
      panel.dispose();
    }
  }

  private redrawSoon(uri: Uri): void {
    const key = uri.toString();
    if (this.panels.has(key)) {
      clearTimeout(this.waiting.get(key));
      this.waiting.set(
        key,
        setTimeout(() => void this.redraw(uri), DELAY),
      );
    }
  }

  private async redraw(uri: Uri): Promise<void> {
    const html = await this.draw(uri).then(page, (error) =>
      page(`<p>${escaped(String(error))}</p>`),
    );
    const panel = this.panels.get(uri.toString());
    if (panel) {
      panel.webview.html = html;
    }
  }
}

/** A page that runs nothing and fetches nothing; only style sheets that stand in it count. */
export function page(body: string): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">
body { display: flex; }
svg { flex: none; margin: auto; padding: 16px 0; }
body.vscode-light svg, body.vscode-high-contrast-light svg { color-scheme: light; }
body.vscode-dark svg, body.vscode-high-contrast svg { color-scheme: dark; }
</style>
</head>
<body>
${body.replace("<style>", `<style nonce="${nonce}">`)}
</body>
</html>
`;
}

function uriOf(given: Uri | Subject | undefined): Uri | undefined {
  if (given instanceof Uri || given === undefined) {
    return given;
  }
  return given.uri === undefined ? undefined : Uri.parse(given.uri);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
