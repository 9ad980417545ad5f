// A stage that does not exist is underlined, and the list of problems says why.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.errors(1);

  const problems = (await editor.problems()).join("\n");
  assert.match(problems, /no stage has the id "fetsh"; did you mean "fetch"\?/);
  assert.match(problems, /FM304/);
  await editor.picture("diagnostics");
  await editor.closePanel();
}
