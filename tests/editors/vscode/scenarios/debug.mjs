// The error of a run is pasted, its cause is told and underlined, and the fix is applied.
import assert from "node:assert/strict";

const ERROR = "Failed to resolve template: Template error in 'upstream.fetsh.body': Key 'fetsh' not found in context";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.errors(1);
  await editor.ask("Find the Cause of an Error", ERROR);

  const shown = await editor.answer();
  assert.match(shown, /fetsh/);
  assert.match(shown, /What mends it/);
  await editor.picture("debug");

  await editor.focusText();
  await editor.cursorAt("upstream.|fetsh");
  await editor.fixes();
  await editor.pickFix('Read "fetch"');
  await editor.errors(0);
  assert.match(await editor.savedText(), /\{\{upstream\.fetch\.body\}\}/);
}
