import { beforeEach, expect, test } from "vitest";
import { Answers } from "../src/answers";
import {
  LastAsked,
  offerInPalette,
  PALETTE_COMMANDS,
  runOnServer,
  type Send,
  words,
} from "../src/commands";
import { editor, Uri } from "./editor";

beforeEach(() => editor.reset());

test("the palette offers what the server announced, and nothing else", async () => {
  await offerInPalette(["flowmasonAssist.explain", "flowmasonAssist.internal"]);

  expect(editor.executed).toHaveLength(PALETTE_COMMANDS.length);
  expect(editor.executed).toContainEqual(["setContext", "flowmasonAssist.explain.available", true]);
  expect(editor.executed.filter(([, , isAvailable]) => isAvailable)).toHaveLength(1);
});

test.each([
  ["flowmasonAssist.explain", "explain"],
  ["flowmasonAssist.dryRun", "dry run"],
  ["flowmasonAssist.showRoute", "show route"],
])("%s reads %j", (command, expected) => {
  expect(words(command)).toBe(expected);
});

const RANGE = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };
const OPEN_EDITOR = {
  document: { uri: Uri.file("/project/demo.pipeline.json") },
  selection: RANGE,
};
const ABOUT_THE_SELECTION = { uri: "file:///project/demo.pipeline.json", range: RANGE };

/** Runs a command and gives what the server is sent. */
async function sentBy(command: string, args: unknown[] = []): Promise<readonly unknown[]> {
  const sent: (readonly unknown[])[] = [];
  const send: Send = async (_command, subject) => void sent.push(subject);
  await runOnServer(send, new Answers(), `flowmasonAssist.${command}`, args);
  return sent.flat();
}

test("from the palette, a command is about the selection", async () => {
  editor.activeTextEditor = OPEN_EDITOR;

  expect(await sentBy("explain")).toEqual([ABOUT_THE_SELECTION]);
});

test("from a lens or an action, a command is about what the server says", async () => {
  editor.activeTextEditor = OPEN_EDITOR;

  expect(await sentBy("explain", [{ uri: "file:///other" }])).toEqual([{ uri: "file:///other" }]);
});

test("a question is asked for, and can be given up", async () => {
  editor.answers = ["  how do loops end?  "];
  expect(await sentBy("ask")).toEqual([{ text: "how do loops end?" }]);

  editor.answers = [undefined];
  expect(await sentBy("ask")).toEqual([]);

  editor.answers = ["   "];
  expect(await sentBy("ask")).toEqual([]);
});

test("what is no pipeline is not asked about", async () => {
  editor.activeTextEditor = { ...OPEN_EDITOR, document: { uri: Uri.file("/project/notes.md") } };
  editor.answers = ["how do loops end?"];

  expect(await sentBy("ask")).toEqual([{ text: "how do loops end?" }]);
});

test("without an error message, debugging is about the pipeline alone", async () => {
  editor.activeTextEditor = OPEN_EDITOR;
  editor.answers = [""];

  expect(await sentBy("debug")).toEqual([ABOUT_THE_SELECTION]);
});

test("a failure is told, unless the user called it off", async () => {
  const fails: Send = () => Promise.reject(new Error("no model answers"));

  await runOnServer(fails, new Answers(), "flowmasonAssist.dryRun", [{}]);
  expect(editor.shown).toEqual(["FlowMason could not dry run: no model answers"]);

  editor.reset();
  editor.isCancelled = true;
  await runOnServer(fails, new Answers(), "flowmasonAssist.dryRun", [{}]);
  expect(editor.shown).toEqual([]);
});

test("the last answer is rated by picking what it was", async () => {
  editor.onPick = ([, bad]) => bad;
  expect(await sentBy("feedback")).toEqual([{ verdict: "bad" }]);

  editor.onPick = () => undefined;
  expect(await sentBy("feedback")).toEqual([]);
});

test("the same is asked of a larger model, where the user chooses", async () => {
  const asked = new LastAsked();
  const runs: unknown[] = [];
  const again = () => asked.again((...run) => runs.push(run));

  await again();
  expect(editor.shown).toEqual(["Nothing was asked yet that a larger model could answer."]);

  const send: Send = async () => null;
  await runOnServer(send, new Answers(), "flowmasonAssist.ask", [{ text: "why?" }], asked);
  await runOnServer(send, new Answers(), "flowmasonAssist.dryRun", [{}], asked);
  editor.onPick = ([cloud]) => cloud;
  await again();
  editor.onPick = () => undefined;
  await again();

  expect(runs).toEqual([["flowmasonAssist.ask", [{ text: "why?", tier: "cloud" }]]]);
});
