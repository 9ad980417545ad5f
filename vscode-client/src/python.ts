/** What can be learned about a Python without importing anything of the user's. */

import { execFile } from "node:child_process";

export const OLDEST_PYTHON = [3, 11] as const;

export interface Python {
  /** The program and the arguments before any others, like `py -3`. */
  command: readonly string[];
  version: readonly [number, number];
  /** The version of flowmason-assist that is installed there. */
  server: string | undefined;
}

const QUESTION = `
import importlib.metadata, json, sys
try:
    server = importlib.metadata.version("flowmason-assist")
except importlib.metadata.PackageNotFoundError:
    server = None
print(json.dumps({"version": sys.version_info[:2], "server": server}))
`;

/**
 * Asks a Python what it is; undefined where it does not answer.
 *
 * It runs in `folder`, which must be ours: Python imports from the folder that it starts in.
 */
export async function askPython(
  command: readonly string[],
  folder: string,
): Promise<Python | undefined> {
  const [program, ...first] = command;
  if (program === undefined) {
    return undefined;
  }
  try {
    const answer = JSON.parse(await output(program, [...first, "-c", QUESTION], folder));
    return { command, version: answer.version, server: answer.server ?? undefined };
  } catch {
    return undefined;
  }
}

export function isRecentEnough(python: Python): boolean {
  const [major, minor] = python.version;
  return major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
}

function output(program: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { cwd, encoding: "utf8", timeout: 10_000, windowsHide: true },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    );
  });
}
