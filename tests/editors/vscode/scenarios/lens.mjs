// Lenses above a stage tell when it runs and who uses it, and show where.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");

  const titles = await editor.lenses();
  assert.ok(titles.includes("used by 1 stage"), titles.join("; "));
  await editor.picture("lenses");
  await editor.walkthroughPicture("order");
  await editor.clickLens("used by 1 stage");

  const places = (await editor.peeked()).join("\n");
  assert.match(places, /depends_on": \["fetch"\]/);
}
