import { expect, test } from "vitest";
import { appearance } from "../src/status";

test("a running server shows its version, where it comes from, and the tier that answers", () => {
  const server = { tier: "embedded", model: "flowmason-nano", message: "kept on this machine" };

  expect(appearance({ kind: "running", version: "0.1.0", origin: "PATH", server })).toEqual({
    text: "$(check) FlowMason embedded",
    tooltip: "flowmason-assist 0.1.0, from PATH\n\nmodel: flowmason-nano\n\nkept on this machine",
    isProblem: false,
  });
});

test("a failure shows its reason", () => {
  expect(appearance({ kind: "failed", reason: "no Python was found" })).toEqual({
    text: "$(error) FlowMason",
    tooltip: "no Python was found",
    isProblem: true,
  });
});
