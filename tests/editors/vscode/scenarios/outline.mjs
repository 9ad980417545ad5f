// The outline lists the stages.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");

  const names = await editor.outline();
  assert.ok(names.includes("fetch") && names.includes("digest"), names.join(", "));
  await editor.picture("outline");
}
