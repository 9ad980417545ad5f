import { beforeEach, expect, test } from "vitest";
import { Answers, isAnswer, withoutRemoteContent } from "../src/answers";
import { editor } from "./editor";

beforeEach(() => editor.reset());

test.each([
  ["![logo](https://example.com/?q=secret)", "!\\[logo](https://example.com/?q=secret)"],
  ['<img src="https://example.com">', '&lt;img src="https://example.com">'],
  ["<IMG\nSRC=x>", "&lt;IMG\nSRC=x>"],
  ["<style>@import url(x)</style>", "&lt;style>@import url(x)</style>"],
  ["a < b and `x<y`, **bold**, [link](docs/rules.md)", undefined],
])("nothing is fetched for %j", (markdown, expected) => {
  expect(withoutRemoteContent(markdown)).toBe(expected ?? markdown);
});

test("an answer is shown as a preview named by its title", async () => {
  await new Answers().show({ title: "Explain draft/review", markdown: "It waits." });

  expect(editor.executed).toMatchObject([
    ["markdown.showPreviewToSide", { path: "/Explain draft review.md" }],
  ]);
});

test("a document in an answer is opened in an editor", async () => {
  const document = { language: "json", text: "{}" };

  await new Answers().show({ title: "Generate", markdown: "Done.", document });

  expect(editor.shown).toEqual(["{}"]);
});

test.each([null, undefined, "text", {}, { title: "x" }, { markdown: 1, title: "x" }])(
  "%j is no answer",
  (value) => {
    expect(isAnswer(value)).toBe(false);
  },
);
