/** The copy of the server that this extension installs for itself, once the user agrees. */

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Python } from "./python";

/**
 * A virtual environment in the extension's own storage, one for each version of the extension.
 *
 * The server comes from the wheel in the extension; what it needs comes from the package index
 * that the user's pip is set up for.
 */
export class Installation {
  private readonly folder: string;
  private readonly completed: string;

  constructor(
    private readonly storage: string,
    private readonly extensionFolder: string,
    version: string,
    private readonly log: (line: string) => void,
  ) {
    this.folder = join(storage, `server-${version}`);
    this.completed = join(this.folder, "installed");
  }

  /** Its Python; undefined where it is not installed. */
  interpreter(): string | undefined {
    return existsSync(this.completed) ? this.python() : undefined;
  }

  /** True where the extension carries a wheel; a development checkout may not. */
  isPossible(): boolean {
    return this.wheel() !== undefined;
  }

  /** Installs the server with a Python, over whatever an interrupted attempt left. */
  async install({ command }: Python, signal: AbortSignal): Promise<void> {
    const wheel = this.wheel();
    const [program, ...first] = command;
    if (wheel === undefined || program === undefined) {
      throw new Error("this extension carries no server to install");
    }
    await rm(this.storage, { recursive: true, force: true });
    await mkdir(this.storage, { recursive: true });
    await this.run(program, [...first, "-m", "venv", this.folder], signal);
    const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", wheel];
    await this.run(this.python(), pip, signal);
    await writeFile(this.completed, "");
  }

  private wheel(): string | undefined {
    const bundled = join(this.extensionFolder, "bundled");
    const name = existsSync(bundled)
      ? readdirSync(bundled).find((file) => file.endsWith(".whl"))
      : undefined;
    return name && join(bundled, name);
  }

  private python(): string {
    const isWindows = process.platform === "win32";
    return join(this.folder, ...(isWindows ? ["Scripts", "python.exe"] : ["bin", "python"]));
  }

  private async run(program: string, args: string[], signal: AbortSignal): Promise<void> {
    this.log(`$ ${[program, ...args].join(" ")}`);
    // The working folder is ours, since Python imports from the folder that it starts in.
    const child = spawn(program, args, { cwd: this.storage, signal, windowsHide: true });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", this.log);
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code !== 0) {
      throw new Error(`"${args.slice(0, 2).join(" ")}" ended with code ${code}`);
    }
  }
}
