import { beforeEach, expect, test } from "vitest";
import { Consent } from "../src/consent";
import { editor } from "./editor";

beforeEach(() => editor.reset());

const QUESTION = {
  summary: "ask: send 12 bytes to cloudy",
  description: '{"prompt":1}',
  choices: [
    { answer: "no", title: "Do not send" },
    { answer: "once", title: "Send once" },
  ],
};

test("the bytes stand in an editor while the question is open", async () => {
  let seen: unknown[] = [];
  editor.onPick = (entries, options) => {
    seen = [editor.shown, editor.tabs.length, options, entries];
    return entries[1];
  };

  expect(await new Consent().ask(QUESTION)).toEqual({ answer: "once" });

  expect(seen).toMatchObject([
    ['{"prompt":1}'],
    1,
    { title: "ask: send 12 bytes to cloudy", ignoreFocusOut: true },
    [{ label: "Do not send" }, { label: "Send once" }],
  ]);
  expect(editor.tabs).toEqual([]);
});

test("who turns away has not agreed", async () => {
  expect(await new Consent().ask(QUESTION)).toBe(null);
});

test("an editor that fails has not agreed, and shows nothing any more", async () => {
  editor.onPick = () => {
    throw new Error("no window");
  };

  await expect(new Consent().ask(QUESTION)).rejects.toThrow("no window");
  expect(editor.tabs).toEqual([]);
});
