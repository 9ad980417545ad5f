// The outline lists the stages.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("menu.pipeline.json");

  const names = await editor.outline();
  assert.ok(names.includes("draft") && names.includes("better"), names.join(", "));
  await editor.picture("vscode-outline");
}
