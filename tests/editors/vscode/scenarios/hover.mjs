// Hovering over a component tells what it does and what it reads.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.errors(1);

  const shown = await editor.hover("http_request");
  assert.match(shown, /http_request/);
  assert.match(shown, /url/);
  await editor.picture("vscode-hover");
}
