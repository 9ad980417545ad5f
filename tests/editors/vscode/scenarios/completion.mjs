// Inside a template, the stages that run earlier are offered.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.cursorAt("{{upstream.fetsh|");
  for (const _ of "fetsh") {
    await editor.press("Backspace");
  }

  const labels = await editor.completions();
  assert.ok(labels.includes("fetch"), labels.join(", "));
  assert.ok(!labels.includes("digest"), "a stage cannot read itself");
  await editor.picture("completion");
  await editor.walkthroughPicture("complete");
  await editor.press("Enter");

  await editor.shows("{{upstream.fetch.body}}", () => editor.savedText());
}
