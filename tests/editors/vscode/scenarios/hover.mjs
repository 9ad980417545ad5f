// Hovering over a component tells what it does and what it reads.
import assert from "node:assert/strict";

export default async function (editor) {
  await editor.open("digest.pipeline.json");
  await editor.errors(1);

  const component = await editor.hover("http_request");
  assert.match(component, /http_request/);
  assert.match(component, /url/);
  await editor.picture("hover");

  const fault = await editor.hover("fetsh");
  assert.match(fault, /did you mean "fetch"\?/);
  await editor.walkthroughPicture("problems");
}
