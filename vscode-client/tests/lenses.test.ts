import { expect, test } from "vitest";
import { besideLenses, EditorCommands, withEditorTypes } from "../src/lenses";

const converter = {
  asUri: (uri: string) => ({ uri }),
  asPosition: (position: object) => ({ position }),
  asLocation: (location: object) => ({ location }),
};

test("references are shown with the editor's own types", () => {
  const command = {
    title: "used by 1 stage",
    command: "editor.action.showReferences",
    arguments: ["file:///a", { line: 1 }, [{ uri: "file:///a" }]],
  };

  const [lens] = withEditorTypes([{ command }] as never, converter as never);

  expect(lens?.command?.arguments).toEqual([
    { uri: "file:///a" },
    { position: { line: 1 } },
    [{ location: { uri: "file:///a" } }],
  ]);
});

test("commands of the server keep what it gave them", () => {
  const command = {
    title: "explain",
    command: "flowmasonAssist.explain",
    arguments: [{ uri: "x" }],
  };

  const [lens] = withEditorTypes([{ command }, {}] as never, converter as never);

  expect(lens?.command?.arguments).toEqual([{ uri: "x" }]);
});

test("a server without lenses is no trouble", () => {
  expect(withEditorTypes(undefined, converter as never)).toEqual([]);
});

test("the server is told, beside other experiments", () => {
  const capabilities = { experimental: { other: true } };

  new EditorCommands().fillClientCapabilities(capabilities as never);

  expect(capabilities.experimental).toEqual({
    other: true,
    commands: { commands: ["editor.action.showReferences", "flowmasonAssist.showDiagram"] },
    flowmasonAssist: { consent: true },
  });
});

test("what lenses say is not said twice", () => {
  const hints = ["wave 2", "whole number", "waves of text"].map((label) => ({ label }));
  const labels = (hasLenses: boolean) =>
    besideLenses(hints as never, hasLenses).map(({ label }) => label);

  expect(labels(true)).toEqual(["whole number", "waves of text"]);
  expect(labels(false)).toEqual(["wave 2", "whole number", "waves of text"]);
  expect(besideLenses(undefined, true)).toEqual([]);
});
