/** Which documents the language server looks after. */

import { languages, type TextDocument, type Uri, workspace } from "vscode";

const SURELY_OURS = ["**/*.pipeline.json", "**/flowmason.json"];

/** What the server gets to see. */
export const DOCUMENT_SELECTOR = selector([...SURELY_OURS, "**/*.test.json"]);

export function isOurs(document: TextDocument): boolean {
  return languages.match(DOCUMENT_SELECTOR, document) > 0;
}

/** True for a document that starts the server; other tools have files named "*.test.json" too. */
export function isSurelyOurs(document: TextDocument): boolean {
  return languages.match(selector(SURELY_OURS), document) > 0;
}

export function isPipeline(uri: Uri): boolean {
  return uri.path.endsWith(".pipeline.json");
}

/** True where a document is open that needs the server, or a folder holds one. */
export async function workspaceHasOurs(): Promise<boolean> {
  if (workspace.textDocuments.some(isSurelyOurs)) {
    return true;
  }
  const found = await workspace.findFiles(`{${SURELY_OURS.join(",")}}`, undefined, 1);
  return found.length > 0;
}

// No language is named here: some people open these files as "jsonc".
function selector(patterns: readonly string[]) {
  return patterns.map((pattern) => ({ scheme: "file", pattern }));
}
