// The light bulb on a file without stages builds what its description says.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("plan.pipeline.json");
  await editor.cursorAt("Fetch |https");

  const fixes = await editor.fixes();
  assert.ok(fixes.some((title) => title.startsWith("Generate the pipeline")), fixes.join("; "));
  await editor.pickFix("Generate the pipeline");

  await editor.answer();
  await editor.focusText();
  await editor.errors(0);
  assert.match(await editor.savedText(), /"component_type": "http_request"/);
}
