import { homedir } from "node:os";
import { beforeEach, expect, test } from "vitest";
import { clientSettings, serverSettings, settingNames } from "../src/settings";
import { editor } from "./editor";

beforeEach(() => editor.reset());

test("only what the user wrote down is sent, so that the project's file keeps its say", () => {
  editor.settings = {
    "flowmasonAssist.select": {},
    "flowmasonAssist.ignore": { globalValue: ["FM8"], workspaceValue: ["FM801"] },
    "flowmasonAssist.offline": { globalValue: true },
  };

  expect(serverSettings(["select", "ignore", "offline"])).toEqual({
    ignore: ["FM801"],
    offline: true,
  });
});

test("settings of the client are not sent", () => {
  editor.settings = { "flowmasonAssist.path": { globalValue: "/opt/flowmason-assist" } };

  expect(serverSettings(["path"])).toEqual({});
});

test("paths may begin with the home folder or the workspace", () => {
  editor.folders = ["/project"];
  editor.settings = {
    "flowmasonAssist.path": { globalValue: "~/bin/flowmason-assist" },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how users write it.
    "flowmasonAssist.interpreter": { workspaceValue: "${workspaceFolder}/.venv/bin/python" },
  };

  expect(clientSettings()).toEqual({
    path: `${homedir()}/bin/flowmason-assist`,
    args: [],
    interpreter: "/project/.venv/bin/python",
  });
});

test("the names of settings come from the manifest", () => {
  const properties = { "flowmasonAssist.select": {}, "flowmasonAssist.trace.server": {} };

  expect(settingNames({ contributes: { configuration: { properties } } })).toEqual([
    "select",
    "trace.server",
  ]);
});
