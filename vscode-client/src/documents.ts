/** Which documents the language server looks after. */

import { languages, type TextDocument, type Uri, workspace } from "vscode";

const PIPELINES = "**/*.pipeline.json";

// No language is named here: some people open these files as "jsonc".
export const DOCUMENT_SELECTOR = [PIPELINES, "**/flowmason.json", "**/*.test.json"].map(
  (pattern) => ({ scheme: "file", pattern }),
);

export function isOurs(document: TextDocument): boolean {
  return languages.match(DOCUMENT_SELECTOR, document) > 0;
}

export function isPipeline(uri: Uri): boolean {
  return uri.path.endsWith(".pipeline.json");
}

/** True where a document of ours is open or a folder holds pipelines. */
export async function workspaceHasOurs(): Promise<boolean> {
  if (workspace.textDocuments.some(isOurs)) {
    return true;
  }
  const found = await workspace.findFiles(`{${PIPELINES},**/flowmason.json}`, undefined, 1);
  return found.length > 0;
}
