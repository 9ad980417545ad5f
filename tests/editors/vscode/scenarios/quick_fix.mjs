// The light bulb offers the stage that was meant, and the fix corrects the reference.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.errors(1);
  await editor.cursorAt("upstream.|fetsh");

  const fixes = await editor.fixes();
  assert.ok(fixes.some((title) => title.includes('"fetch"')), fixes.join("; "));
  await editor.picture("quick-fix");
  await editor.walkthroughPicture("fix");
  await editor.pickFix('"fetch"');
  await editor.errors(0);

  assert.match(await editor.savedText(), /\{\{upstream\.fetch\.body\}\}/);
}
