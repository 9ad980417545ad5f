import { beforeEach, expect, test } from "vitest";
import { KEYS_VARIABLE, keyVariables, storeKey } from "../src/keys";
import { editor } from "./editor";

const secrets = new Map<string, string>();
const store = {
  get: async (name: string) => secrets.get(name),
  store: async (name: string, value: string) => void secrets.set(name, value),
  delete: async (name: string) => void secrets.delete(name),
} as never;

beforeEach(() => {
  editor.reset();
  secrets.clear();
  const models = { claude: { key: "editor" }, home: { url: "http://localhost" }, odd: null };
  editor.settings = { "flowmasonAssist.models": { globalValue: models } };
});

test("a key is stored, handed to the server, and removed again", async () => {
  let restarts = 0;
  const restart = () => ++restarts;
  expect(await keyVariables(store)).toEqual({});

  editor.answers = [" abc123 "];
  await storeKey(store, restart);
  expect(await keyVariables(store)).toEqual({ [KEYS_VARIABLE]: '{"claude":"abc123"}' });

  editor.answers = [""];
  await storeKey(store, restart);
  expect(await keyVariables(store)).toEqual({});
  expect(restarts).toBe(2);
});

test("who asks for no key changes nothing", async () => {
  editor.answers = [undefined];
  await storeKey(store, () => expect.unreachable());

  editor.settings = {};
  await storeKey(store, () => expect.unreachable());
  expect(editor.shown[0]).toMatch('"key": "editor"');
});
