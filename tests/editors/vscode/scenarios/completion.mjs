// Inside a template, the stages that run earlier are offered.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("menu.pipeline.json");
  await editor.cursorAt("{{upstream.draft.content|}}");
  for (const _ of "draft.content") {
    await editor.press("Backspace");
  }

  const labels = await editor.completions();
  assert.ok(labels.includes("draft"), labels.join(", "));
  assert.ok(!labels.includes("better"), "a stage cannot read itself");
  await editor.picture("vscode-completion");
  await editor.press("Escape");
  await editor.type("draft.content");

  assert.match(await editor.savedText(), /\{\{upstream\.draft\.content\}\}/);
}
