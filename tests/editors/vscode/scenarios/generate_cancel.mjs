// A long generation that is cancelled in its notification leaves the file as it was.
import assert from "node:assert/strict";

const STEPS = 60; // Enough for seconds of work.

export default async function (editor) {
  await editor.open("plan.pipeline.json");
  const before = await editor.savedText();
  const steps = Array.from({ length: STEPS }, (_, index) => `Fetch https://example.com/${index}.`);

  await editor.ask("Generate a Pipeline from Words", steps.join(" "));
  await editor.cancel("FlowMason: generate");

  // What is asked afterwards is answered when the cancelled request has come to its end.
  await editor.ask("Ask about FlowMason", "How do I loop over a list?");
  assert.match(await editor.answer(), /foreach/);
  await editor.focusText();
  assert.equal(await editor.savedText(), before);
}
