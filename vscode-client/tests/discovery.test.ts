import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findServer, type Surroundings } from "../src/discovery";

let folder: string;
let log: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "discovery-"));
  log = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A program that answers as a Python of some version with or without our package would. */
function python(place: string, version: [number, number], server: string | null): string {
  return program(place, `echo '${JSON.stringify({ version, server })}'`);
}

function program(place: string, script: string): string {
  const file = join(folder, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    settings: { path: "", args: [], interpreter: "" },
    activeInterpreter: undefined,
    trustedFolders: [],
    installedInterpreter: undefined,
    environment: {},
    platform: "linux",
    ownFolder: folder,
    log: (message) => log.push(message),
    ...changes,
  };
}

const AS_MODULE = ["-P", "-m", "flowmason_assist", "server"];

describe.skipIf(process.platform === "win32")("the server is found", () => {
  test("where the setting names its executable, with the user's arguments", async () => {
    const path = program("flowmason-assist", "");
    const settings = { path, args: ["--log-level=debug"], interpreter: "" };

    expect(await findServer(surroundings({ settings }))).toMatchObject({
      found: { command: path, args: ["server", "--log-level=debug"] },
    });
  });

  test("in the interpreter of the settings before all others", async () => {
    const chosen = python("chosen/python", [3, 12], "0.1.0");
    const active = python("active/python", [3, 12], "0.1.0");
    const settings = { path: "", args: [], interpreter: chosen };

    const discovery = await findServer(surroundings({ settings, activeInterpreter: active }));

    expect(discovery).toMatchObject({ found: { command: chosen, args: AS_MODULE } });
  });

  test("further on, where an interpreter lacks it or is too old", async () => {
    const tooOld = python("old/python", [3, 10], "0.1.0");
    const without = python("project/.venv/bin/python", [3, 13], null);
    const installed = python("storage/python", [3, 11], "0.1.0");

    const discovery = await findServer(
      surroundings({
        activeInterpreter: tooOld,
        trustedFolders: [join(folder, "project")],
        installedInterpreter: installed,
      }),
    );

    expect(discovery).toMatchObject({ found: { command: installed } });
    expect(log).toEqual([
      `the Python extension: ${tooOld} is Python 3.10, flowmason-assist 0.1.0`,
      `".venv" in the workspace: ${without} is Python 3.13, flowmason-assist missing`,
      `the copy installed by this extension: ${installed} is Python 3.11, flowmason-assist 0.1.0`,
    ]);
  });

  test("as a console script on PATH, as pipx installs it", async () => {
    const script = program("bin/flowmason-assist", "");

    const discovery = await findServer(
      surroundings({ environment: { PATH: `.:${join(folder, "bin")}` } }),
    );

    expect(discovery).toEqual({ found: { command: script, args: ["server"], origin: "PATH" } });
  });

  test("never in a folder that PATH gives relative to the workspace", async () => {
    program("flowmason-assist", "");

    expect(await findServer(surroundings({ environment: { PATH: ".:bin" } }))).toEqual({
      missing: "no Python 3.11 or newer was found",
    });
  });
});

describe.skipIf(process.platform === "win32")("what is missing is said", () => {
  test("a file of the settings that does not exist", async () => {
    const settings = { path: "/nowhere/flowmason-assist", args: [], interpreter: "" };

    expect(await findServer(surroundings({ settings }))).toEqual({
      missing: '"flowmasonAssist.path" names "/nowhere/flowmason-assist", which does not exist',
    });
  });

  test("the package, with the Python that could hold it", async () => {
    const without = python("bin/python3", [3, 12], null);

    expect(await findServer(surroundings({ environment: { PATH: join(folder, "bin") } }))).toEqual({
      missing: "flowmason-assist is not installed in any Python that was found",
      python: { command: [without], version: [3, 12], server: undefined },
    });
  });

  test("any Python that answers", async () => {
    program("bin/python3", "echo this is not JSON");
    program("bin/python", "exit 1");

    expect(await findServer(surroundings({ environment: { PATH: join(folder, "bin") } }))).toEqual({
      missing: "no Python 3.11 or newer was found",
    });
  });
});
