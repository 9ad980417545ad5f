import { beforeEach, expect, test } from "vitest";
import { isNeighbors, watchNeighbor } from "../src/neighbor";
import { editor, Uri } from "./editor";

const ITS = { message: 'Stage "b" depends on unknown stage: "a"' };
const OURS = { message: '"a" is not a stage', source: "flowmason", code: "FM202" };
const PIPELINE = { uris: [Uri.file("/project/demo.pipeline.json")] };

class Memory {
  readonly values = new Map<string, unknown>();
  get = (key: string) => this.values.get(key) as never;
  keys = () => [...this.values.keys()];
  update = async (key: string, value: unknown) => void this.values.set(key, value);
}

beforeEach(() => {
  editor.reset();
  editor.extensions.set("flowmason.flowmason", {});
});

test("its messages are told from ours and from those of the JSON support", () => {
  expect(isNeighbors(ITS)).toBe(true);
  expect(isNeighbors({ message: 'Unknown component type: "chat"' })).toBe(true);
  expect(isNeighbors(OURS)).toBe(false);
  expect(isNeighbors({ message: "Expected comma", source: "json", code: 514 })).toBe(false);
});

test("where both list a fault, its messages can be hidden", async () => {
  editor.diagnostics = [ITS, OURS];
  editor.answers = ["Hide its messages"];
  watchNeighbor(new Memory());

  await editor.onDiagnostics?.(PIPELINE);

  expect(editor.settings["flowmason.showDiagnostics"]).toEqual({ globalValue: false });
});

test("where its switch does not help, the extension is shown", async () => {
  editor.settings["flowmason.showDiagnostics"] = { globalValue: false };
  editor.diagnostics = [ITS];
  editor.answers = ["Show the extension"];
  watchNeighbor(new Memory());

  await editor.onDiagnostics?.(PIPELINE);

  expect(editor.executed).toEqual([
    ["workbench.extensions.action.showExtensionsWithIds", ["flowmason.flowmason"]],
  ]);
});

test("who wants both is not asked again", async () => {
  editor.diagnostics = [ITS];
  editor.answers = ["Keep both"];
  watchNeighbor(new Memory());

  await editor.onDiagnostics?.(PIPELINE);
  await editor.onDiagnostics?.(PIPELINE);

  expect(editor.shown).toHaveLength(1);
});

test.each([
  ["another kind of file", () => undefined, { uris: [Uri.file("/project/package.json")] }],
  ["no such extension", () => editor.extensions.clear(), PIPELINE],
  ["a user who switched the hint off", switchHintOff, PIPELINE],
])("nobody is asked about %s", async (_why, arrange, change) => {
  editor.diagnostics = [ITS];
  arrange();
  watchNeighbor(new Memory());

  await editor.onDiagnostics?.(change);

  expect(editor.shown).toEqual([]);
});

function switchHintOff(): void {
  editor.settings["flowmasonAssist.showDuplicatesHint"] = { globalValue: false };
}
