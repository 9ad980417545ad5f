// The button above a pipeline draws its stages beside it, and the drawing follows the text.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.titleButton("Show the Stages as a Diagram");
  await editor.diagramShows("fetch");
  await editor.diagramShows("digest");
  assert.ok(!(await editor.diagramRunsScripts()));

  await editor.cursorAt('"id": "|fetch"');
  await editor.rename("download");
  await editor.diagramShows("download");
  await editor.picture("diagram");
}
