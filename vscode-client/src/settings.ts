/** The user's settings: what the client needs itself, and what it passes on to the server. */

import { homedir } from "node:os";
import { type ConfigurationScope, workspace } from "vscode";

export const SECTION = "flowmasonAssist";

/** Settings that only the client reads; the server does not know them. */
const CLIENT_SETTINGS = new Set(["path", "args", "showDuplicatesHint", "trace.server"]);

export interface ClientSettings {
  /** The server's executable; empty means that it is to be found. */
  path: string;
  /** What is added to the server's command line. */
  args: string[];
  /** The Python of the project; empty means that it is to be found. */
  interpreter: string;
}

export function clientSettings(): ClientSettings {
  const configuration = workspace.getConfiguration(SECTION);
  return {
    path: resolved(configuration.get<string>("path", "")),
    args: configuration.get<string[]>("args", []).map(resolved),
    interpreter: resolved(configuration.get<string>("interpreter", "")),
  };
}

/**
 * The server's settings that the user wrote down somewhere.
 *
 * Defaults are left out: they would override the project's configuration file, which the server
 * reads by itself.
 */
export function serverSettings(
  names: readonly string[],
  scope?: ConfigurationScope,
): Record<string, unknown> {
  const configuration = workspace.getConfiguration(SECTION, scope);
  const written: Record<string, unknown> = {};
  for (const name of names) {
    const places = configuration.inspect(name);
    const value = places?.workspaceFolderValue ?? places?.workspaceValue ?? places?.globalValue;
    if (value !== undefined && !CLIENT_SETTINGS.has(name)) {
      written[name] = typeof value === "string" ? resolved(value) : value;
    }
  }
  return written;
}

/** The names of our settings, without the section, as the manifest of the extension has them. */
export function settingNames(manifest: {
  contributes: { configuration: { properties: Record<string, unknown> } };
}): string[] {
  const prefix = `${SECTION}.`;
  return Object.keys(manifest.contributes.configuration.properties)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}

/** The text with "~" and "${workspaceFolder}" filled in. */
function resolved(text: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const atHome = text === "~" || text.startsWith("~/") ? homedir() + text.slice(1) : text;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how editors write variables.
  return atHome.replaceAll("${workspaceFolder}", folder);
}
