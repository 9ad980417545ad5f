import { beforeEach, expect, test } from "vitest";
import { answer, offerChat, PARTICIPANT } from "../src/chat";
import type { Send } from "../src/commands";
import { editor, Uri } from "./editor";

beforeEach(() => editor.reset());

/** Asks the participant; gives what was sent, and what the chat shows. */
async function chatWith(send: Send, request: { command?: string; prompt: string }) {
  const said: string[] = [];
  const stream = {
    progress: (message: string) => void said.push(`progress: ${message}`),
    markdown: (text: string) => void said.push(text),
  };
  const cancellation = {} as never;
  const result = await answer(send, { command: undefined, ...request }, stream, cancellation);
  return { said, result };
}

test("a question is answered about the open pipeline, with progress", async () => {
  editor.activeTextEditor = {
    document: { uri: Uri.file("/project/demo.pipeline.json") },
    selection: { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } },
  };
  const sent: unknown[] = [];
  const send: Send = async (command, subject, _cancellation, onReport) => {
    sent.push(command, ...subject);
    onReport("reading the guide");
    return { title: "Answer", markdown: "Use foreach.\n\n![](https://example.com/x)" };
  };

  const { said, result } = await chatWith(send, { prompt: "how do I loop?" });

  expect(sent).toMatchObject([
    "flowmasonAssist.ask",
    { uri: "file:///project/demo.pipeline.json", text: "how do I loop?" },
  ]);
  expect(said).toEqual([
    "progress: reading the guide",
    "Use foreach.\n\n!\\[](https://example.com/x)",
  ]);
  expect(result).toEqual({});
});

test("a command of the chat is the server's", async () => {
  const sent: string[] = [];
  await chatWith(async (command) => void sent.push(command), {
    command: "debug",
    prompt: "it fails",
  });

  expect(sent).toEqual(["flowmasonAssist.debug"]);
});

test.each([
  [1, "good"],
  [0, "bad"],
])("a thumb (%i) says that an answer was %s", async (kind, verdict) => {
  const sent: unknown[] = [];
  const send: Send = async (command, args) => {
    sent.push([command, ...args]);
    return { title: "Answer", markdown: "Yes.", route: { decision: 7 } };
  };
  offerChat(send);

  const { result } = await chatWith(send, { prompt: "why?" });
  await editor.onThumb?.({ result, kind });
  await editor.onThumb?.({ result: {}, kind });

  expect(sent.slice(1)).toEqual([["flowmasonAssist.feedback", { decision: 7, verdict }]]);
});

test("a failure is told in the chat", async () => {
  const fails: Send = () => Promise.reject(new Error("the server does not run"));

  const { said, result } = await chatWith(fails, { prompt: "why?" });

  expect(said).toEqual([]);
  expect(result).toEqual({ errorDetails: { message: "the server does not run" } });
});

test("editors without a chat are left alone", () => {
  expect(offerChat(async () => null)).toHaveLength(2);
  expect([...editor.participants.keys()]).toEqual([PARTICIPANT]);

  editor.reset();
  editor.hasChat = false;
  expect(offerChat(async () => null)).toEqual([]);
});
