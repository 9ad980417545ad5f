/** Where the language server is on this machine, and how it is started. */

import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { askPython, isRecentEnough, type Python } from "./python";
import type { ClientSettings } from "./settings";

/** A command line that starts the server, and in words where it comes from. */
export interface Launch {
  command: string;
  args: string[];
  origin: string;
}

export interface Surroundings {
  settings: ClientSettings;
  /** The interpreter that the Python extension has chosen. */
  activeInterpreter: string | undefined;
  /** Folders of the workspace; none where it is not trusted. */
  trustedFolders: readonly string[];
  /** The Python of the copy that this extension installed. */
  installedInterpreter: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** A folder of ours to ask interpreters in. */
  ownFolder: string;
  log(message: string): void;
}

export type Discovery =
  | { found: Launch }
  | { missing: string /** Could run the server, were it installed there. */; python?: Python };

interface Candidate {
  kind: "python" | "console script";
  command: readonly string[];
  origin: string;
}

/** Finds the server: as the settings say, else in the environments that the user works with. */
export async function findServer(surroundings: Surroundings): Promise<Discovery> {
  const { settings } = surroundings;
  if (settings.path !== "") {
    return fromSetting(surroundings);
  }
  if (isAbsolute(settings.interpreter) && !existsSync(settings.interpreter)) {
    const message = `"flowmasonAssist.interpreter" names "${settings.interpreter}", which does not exist`;
    return { missing: message };
  }
  let usable: Python | undefined;
  for (const candidate of candidates(surroundings)) {
    if (candidate.kind === "console script") {
      return { found: launch(candidate, settings) };
    }
    const answer = await ask(candidate, surroundings);
    if (answer?.server !== undefined) {
      return { found: launch(candidate, settings) };
    }
    usable ??= answer;
  }
  const message = usable
    ? "flowmason-assist is not installed in any Python that was found"
    : "no Python 3.11 or newer was found";
  return usable ? { missing: message, python: usable } : { missing: message };
}

function fromSetting({ settings, log }: Surroundings): Discovery {
  if (isAbsolute(settings.path) && !existsSync(settings.path)) {
    return { missing: `"flowmasonAssist.path" names "${settings.path}", which does not exist` };
  }
  log(`the setting "path" names ${settings.path}`);
  const args = ["server", ...settings.args];
  return { found: { command: settings.path, args, origin: 'the setting "path"' } };
}

function* candidates(surroundings: Surroundings): Generator<Candidate> {
  const { settings, activeInterpreter, installedInterpreter } = surroundings;
  if (settings.interpreter !== "") {
    yield python(settings.interpreter, 'the setting "interpreter"');
  }
  if (activeInterpreter !== undefined) {
    yield python(activeInterpreter, "the Python extension");
  }
  yield* inWorkspace(surroundings);
  if (installedInterpreter !== undefined) {
    yield python(installedInterpreter, "the copy installed by this extension");
  }
  yield* onPath(surroundings);
}

function* inWorkspace({ trustedFolders, platform }: Surroundings): Generator<Candidate> {
  const inEnvironment = platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  for (const folder of trustedFolders) {
    for (const name of [".venv", "venv"]) {
      const program = join(folder, name, ...inEnvironment);
      if (existsSync(program)) {
        yield python(program, `"${name}" in the workspace`);
      }
    }
  }
}

function* onPath(surroundings: Surroundings): Generator<Candidate> {
  const script = which("flowmason-assist", surroundings);
  if (script !== undefined) {
    yield { kind: "console script", command: [script], origin: "PATH" };
  }
  for (const name of ["python3", "python"]) {
    const program = which(name, surroundings);
    if (program !== undefined) {
      yield python(program, "PATH");
    }
  }
  const launcher = which("py", surroundings);
  if (launcher !== undefined && surroundings.platform === "win32") {
    yield { kind: "python", command: [launcher, "-3"], origin: "PATH" };
  }
}

function python(program: string, origin: string): Candidate {
  return { kind: "python", command: [program], origin };
}

/** The program of a name on PATH; entries relative to the current folder do not count. */
function which(name: string, { environment, platform }: Surroundings): string | undefined {
  const path = environment.PATH ?? environment.Path ?? "";
  const file = platform === "win32" ? `${name}.exe` : name;
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, file))
    .find((program) => existsSync(program));
}

/** What a candidate is, undefined where it cannot run the server even with a package more. */
async function ask(
  { command, origin }: Candidate,
  { ownFolder, log }: Surroundings,
): Promise<Python | undefined> {
  const name = command.join(" ");
  const answer = await askPython(command, ownFolder);
  if (answer === undefined) {
    log(`${origin}: ${name} does not run`);
    return undefined;
  }
  const version = answer.version.join(".");
  log(`${origin}: ${name} is Python ${version}, flowmason-assist ${answer.server ?? "missing"}`);
  return isRecentEnough(answer) ? answer : undefined;
}

function launch({ kind, command, origin }: Candidate, settings: ClientSettings): Launch {
  const [program = "", ...first] = command;
  // -P keeps Python from importing from the folder that it starts in, which is the user's.
  const start = kind === "python" ? ["-P", "-m", "flowmason_assist"] : [];
  return { command: program, args: [...first, ...start, "server", ...settings.args], origin };
}
