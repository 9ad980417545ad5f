// Before anything goes to a cloud model, its bytes stand in an editor, and nothing leaves unasked.
import assert from "node:assert/strict";
import { cloud } from "../cloud.mjs";

export default async function (editor) {
  const provider = await cloud();
  const model = { url: provider.url, model: "large", tier: "cloud", outputPrice: 15 };
  await editor.settings({ "flowmasonAssist.models": { cloudy: model } });
  try {
    await editor.open("menu.pipeline.json");
    await editor.command("Explain This Pipeline or Stage");
    assert.match(await editor.answer(), /"draft"/);
    assert.deepEqual(provider.received, []);

    await editor.command("Ask a Larger Model the Same");
    await editor.pick("The cloud");
    await editor.questionShows("to cloudy (large)");
    assert.match(await editor.text(), /Exactly this would be sent:/);
    assert.deepEqual(provider.received, []);
    await editor.picture("consent");
    await editor.pick("Send once");

    await editor.eventually("the request", async () => provider.received.length === 1);
    await editor.answer();
  } finally {
    await editor.settings({});
    await provider.close();
  }
}
