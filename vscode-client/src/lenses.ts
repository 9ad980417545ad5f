/** Lenses of the server: the commands of the editor that they run, and hints beside them. */

import type { CodeLens, Command, InlayHint } from "vscode";
import type {
  ClientCapabilities,
  FeatureState,
  Location,
  Position,
  StaticFeature,
} from "vscode-languageclient/node";
import { SECTION } from "./settings";

const ORDER_HINT = /^wave \d+$/;
const SHOW_REFERENCES = "editor.action.showReferences";
export const SHOW_DIAGRAM = `${SECTION}.showDiagram`;

/** How the server's types become the editor's. */
export interface Converter {
  asUri(value: string): unknown;
  asPosition(value: Position): unknown;
  asLocation(value: Location): unknown;
}

/** Tells the server which commands its lenses may name, and that we ask for consent ourselves. */
export class EditorCommands implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const others: object = capabilities.experimental ?? {};
    capabilities.experimental = {
      ...others,
      commands: { commands: [SHOW_REFERENCES, SHOW_DIAGRAM] },
      [SECTION]: { consent: true },
    };
  }

  initialize(): void {}

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {}
}

/** The lenses with their arguments as the editor's own commands want them. */
export function withEditorTypes(
  lenses: CodeLens[] | null | undefined,
  converter: Converter,
): CodeLens[] {
  for (const { command } of lenses ?? []) {
    if (command?.command === SHOW_REFERENCES) {
      command.arguments = referenceArguments(command, converter);
    }
  }
  return lenses ?? [];
}

/** The hints without those that repeat what a lens above the line says, where there are lenses. */
export function besideLenses(
  hints: InlayHint[] | null | undefined,
  hasLenses: boolean,
): InlayHint[] {
  const repeats = ({ label }: InlayHint) => typeof label === "string" && ORDER_HINT.test(label);
  return (hints ?? []).filter((hint) => !(hasLenses && repeats(hint)));
}

function referenceArguments(command: Command, converter: Converter): unknown[] {
  const [uri, position, locations] = command.arguments as [string, Position, Location[]];
  return [
    converter.asUri(uri),
    converter.asPosition(position),
    locations.map((location) => converter.asLocation(location)),
  ];
}
