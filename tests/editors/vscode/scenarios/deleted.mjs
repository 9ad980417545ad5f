// The faults of a file that is gone leave with it.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  assert.match((await editor.problems()).join("\n"), /FM304/);

  await editor.deleteFile();

  await editor.noProblems();
  await editor.closePanel();
  await editor.open("menu.pipeline.json");
}
