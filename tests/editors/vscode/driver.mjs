// Runs scenarios in VS Code, as a person would with mouse and keyboard.
//
//   node driver.mjs CODE_SERVER CHROMIUM FOLDER TEMPLATES PICTURES
//
// Starts VS Code on FOLDER/workspace, and a browser that shows it. Then it reads the path of a
// scenario from each line of standard input, and answers each with a line of JSON: {"ok": true}, or
// {"ok": false, "problem": …} and a picture of what went wrong. At the end of its input it ends
// everything that it started; it must be the leader of a process group for that.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { Editor } from "./editor.mjs";

const [codeServer, executablePath, folder, templates, pictures] = process.argv.slice(2);
const workspace = join(folder, "workspace");
const machineSettings = join(folder, "user", "Machine", "settings.json");

const CODE_SERVER_SWITCHES = [
  ...["--user-data-dir", join(folder, "user"), "--extensions-dir", join(folder, "extensions")],
  ...["--auth", "none", "--bind-addr", "127.0.0.1:0"],
  ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"],
];
const CHROMIUM_SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

try {
  const [address, browser] = await Promise.all([
    startCodeServer(),
    chromium.launch({ executablePath, args: CHROMIUM_SWITCHES }),
  ]);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const outside = refuseOutside(page);
  const editor = new Editor(page, { workspace, templates, pictures, machineSettings });
  await editor.start(`${address}/?folder=${workspace}`);
  console.log(JSON.stringify({ ok: true }));
  for await (const scenario of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await play(editor, page, scenario, outside)));
  }
} catch (error) {
  console.log(JSON.stringify({ ok: false, problem: error.stack }));
} finally {
  process.kill(-process.pid, "SIGKILL");
}

async function play(editor, page, scenario, outside) {
  try {
    const { default: scene } = await import(pathToFileURL(scenario).href);
    await scene(editor);
    await editor.clear();
    return { ok: outside.length === 0, problem: `asked for ${outside.join(", ")}` };
  } catch (error) {
    await page.screenshot({ path: join(pictures, `failed-${Date.now()}.png`) });
    await editor.restart();
    return { ok: false, problem: error.stack };
  }
}

/** Starts VS Code and gives the address where it listens. */
async function startCodeServer() {
  const server = spawn(codeServer, CODE_SERVER_SWITCHES, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const [, address] = line.match(/listening on (http:\/\/[\d.:]+)/) ?? [];
    if (address !== undefined) {
      server.stdout.resume();
      return address;
    }
  }
  throw new Error("VS Code did not start");
}

/** Requests to anywhere but this machine are refused; gives the list of them, but for those that
 * VS Code itself answers in a worker, and that get past it while the worker starts. */
function refuseOutside(page) {
  const outside = [];
  page.route(
    (url) => /^(http|ws)/.test(url.protocol) && !/^(127\.0\.0\.1|localhost)$/.test(url.hostname),
    (route) => {
      const url = route.request().url();
      if (!new URL(url).hostname.endsWith(".vscode-resource.vscode-cdn.net")) {
        outside.push(url);
      }
      return route.abort();
    },
  );
  return outside;
}
