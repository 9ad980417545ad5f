// Renaming a stage changes its id and every mention of it, right of emoji too.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("menu.pipeline.json");
  await editor.cursorAt("upstream.dr|aft");
  await editor.rename("first_draft");

  await editor.shows("first_draft", () => editor.savedText());
  const text = await editor.savedText();
  assert.match(text, /"id": "first_draft"/);
  assert.match(text, /"prompt": "😋😀 Make it better: \{\{upstream\.first_draft\.content\}\}"/u);
  assert.match(text, /"depends_on": \["first_draft"\]/);
  assert.doesNotMatch(text, /"draft"/);
}
