// A prompt that takes in a page from elsewhere is made safer, and every template is kept.
import assert from "node:assert/strict";

const TITLE = "Put what comes from outside between tags";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.cursorAt("Sum |up in one");

  const offered = await editor.fixes();
  assert.ok(offered.some((title) => title.includes(TITLE)), offered.join("; "));
  await editor.picture("suggest");
  await editor.pickFix(TITLE);
  await editor.shows("<", () => editor.savedText());

  assert.match(await editor.savedText(), /<(\w+)>[^<]*\{\{upstream\.fetsh\.body\}\}[^<]*<\/\1>/);
}
