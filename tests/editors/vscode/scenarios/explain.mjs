// The lens above a pipeline explains it beside the file.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("menu.pipeline.json");
  await editor.lenses();
  await editor.clickLens("explain");

  const shown = await editor.answer();
  assert.match(shown, /draft/);
  await editor.picture("explain");
}
