// From a template to the stage that it reads.
export default async function (editor) {
  await editor.open("menu.pipeline.json");
  await editor.cursorAt("upstream.dr|aft");
  await editor.press("F12");

  await editor.cursorIsAt('"id": "draft"');
}
