/**
 * Getting along with FlowMason's own extension, which checks pipeline files as well.
 *
 * What it finds, we find too, so each such fault is listed twice. Its messages carry no source and
 * no code; only their wording tells them from others.
 */

import {
  commands,
  type Diagnostic,
  type DiagnosticChangeEvent,
  type Disposable,
  extensions,
  languages,
  type Memento,
  type Uri,
  window,
  workspace,
} from "vscode";
import { isPipeline } from "./documents";
import { SECTION } from "./settings";

const EXTENSION = "flowmason.flowmason";
const SWITCH = { section: "flowmason", name: "showDiagnostics" } as const;
const DISMISSED = "neighbor.dismissed";

const HIDE = "Hide its messages";
const SHOW_EXTENSION = "Show the extension";
const KEEP = "Keep both";

const ITS_MESSAGES = [
  /^Invalid JSON: /,
  /^Pipeline must have a "(name|stages)" /,
  /^"stages" must be an array$/,
  /^Pipeline has no stages defined$/,
  /^Stage (".*" )?must have an? "\w+" property$/,
  /^Duplicate stage ID: /,
  /^Unknown component type: /,
  /^Stage ".*" (depends on unknown stage|cannot depend on itself)/,
  /^Stage ID ".*" should use /,
];

/** Watches for faults that are listed twice, and offers once to hide those of the neighbor. */
export function watchNeighbor(memory: Memento): Disposable {
  let isAsking = false;
  return languages.onDidChangeDiagnostics(async ({ uris }: DiagnosticChangeEvent) => {
    const isWanted = workspace.getConfiguration(SECTION).get("showDuplicatesHint", true);
    if (isAsking || !isWanted || memory.get(DISMISSED) || !extensions.getExtension(EXTENSION)) {
      return;
    }
    if (uris.some(hasDuplicates)) {
      isAsking = true;
      await offerToHide(memory);
      isAsking = false;
    }
  });
}

/** True for a message in the wording of FlowMason's own extension. */
export function isNeighbors(diagnostic: Pick<Diagnostic, "message" | "source" | "code">): boolean {
  return (
    diagnostic.source === undefined &&
    diagnostic.code === undefined &&
    ITS_MESSAGES.some((wording) => wording.test(diagnostic.message))
  );
}

function hasDuplicates(uri: Uri): boolean {
  return isPipeline(uri) && languages.getDiagnostics(uri).some(isNeighbors);
}

async function offerToHide(memory: Memento): Promise<void> {
  const configuration = workspace.getConfiguration(SWITCH.section);
  // Some of its versions show messages in pipelines whatever the switch says.
  const isSwitchedOff = configuration.get(SWITCH.name) === false;
  const choice = await window.showInformationMessage(
    isSwitchedOff
      ? "FlowMason's own extension goes on listing faults in pipelines that are listed already. It can be disabled for this workspace."
      : "FlowMason's own extension lists faults in pipelines as well, so some appear twice.",
    isSwitchedOff ? SHOW_EXTENSION : HIDE,
    KEEP,
  );
  if (choice === HIDE) {
    await configuration.update(SWITCH.name, false, true);
  } else if (choice === SHOW_EXTENSION) {
    await commands.executeCommand("workbench.extensions.action.showExtensionsWithIds", [EXTENSION]);
  }
  if (choice === KEEP || choice === SHOW_EXTENSION) {
    await memory.update(DISMISSED, true);
  }
}
