import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Installation } from "../src/installation";

let folder: string;
let log: string[];
const patient = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "installation-"));
  log = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

function installation(version = "0.1.0"): Installation {
  const storage = join(folder, "storage");
  return new Installation(storage, folder, version, (line) => log.push(line));
}

function wheel(): void {
  mkdirSync(join(folder, "bundled"));
  writeFileSync(join(folder, "bundled", "flowmason_assist-0.1.0-py3-none-any.whl"), "");
}

/** A Python whose "venv" makes an interpreter that ends as told. */
function python(pipEndsWith: number): {
  command: string[];
  version: [number, number];
  server: undefined;
} {
  const file = join(folder, "python");
  const made = `mkdir -p "$3/bin"; printf '#!/bin/sh\\necho pip says something\\nexit ${pipEndsWith}\\n' > "$3/bin/python"; chmod +x "$3/bin/python"`;
  writeFileSync(file, `#!/bin/sh\n${made}\n`);
  chmodSync(file, 0o755);
  return { command: [file], version: [3, 12], server: undefined };
}

describe.skipIf(process.platform === "win32")("the extension's own copy of the server", () => {
  test("is there once it was installed", async () => {
    wheel();
    const copy = installation();

    await copy.install(python(0), patient);

    expect(copy.interpreter()).toBe(join(folder, "storage", "server-0.1.0", "bin", "python"));
    expect(log).toContain("pip says something");
  });

  test("is not there after an attempt that failed", async () => {
    wheel();
    const copy = installation();

    await expect(copy.install(python(1), patient)).rejects.toThrow('"-m pip" ended with code 1');

    expect(copy.interpreter()).toBeUndefined();
  });

  test("is replaced, not joined, by that of a newer extension", async () => {
    wheel();
    const old = installation("0.0.9");
    await old.install(python(0), patient);

    await installation("0.1.0").install(python(0), patient);

    expect(old.interpreter()).toBeUndefined();
    expect(existsSync(join(folder, "storage", "server-0.0.9"))).toBe(false);
  });

  test("can be called off", async () => {
    wheel();
    const abort = new AbortController();
    abort.abort();

    await expect(installation().install(python(0), abort.signal)).rejects.toThrow("abort");
  });

  test("is impossible without a wheel", async () => {
    expect(installation().isPossible()).toBe(false);
  });
});
