// A question is answered from the guide, with the sections that the answer comes from.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("menu.pipeline.json");
  await editor.ask("Ask about FlowMason", "How do I run a stage for each item of a list?");

  const shown = await editor.answer();
  assert.match(shown, /foreach/);
  assert.match(shown, /Sources/);
  await editor.picture("ask");
}
