// The lens above a pipeline runs it dry, and what happened is shown beside it.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("menu.pipeline.json");
  await editor.lenses();
  await editor.clickLens("dry run");

  const shown = await editor.answer();
  assert.match(shown, /menu\.pipeline\.json/);
  assert.match(shown, /draft/);
  await editor.picture("dry-run");
}
