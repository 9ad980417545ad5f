/** Keys of models in the editor's secret store, for the models whose setting says `"key": "editor"`. */

import { type SecretStorage, window, workspace } from "vscode";
import { SECTION } from "./settings";

/** Read and removed by the server when it starts; what is sent to it may end up in a trace. */
export const KEYS_VARIABLE = "FLOWMASON_ASSIST_EDITOR_KEYS";

const PREFIX = "key of ";

/** The variable for the server's environment; nothing where no model has its key here. */
export async function keyVariables(secrets: SecretStorage): Promise<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const model of modelsWithKeys()) {
    const key = await secrets.get(PREFIX + model);
    if (key) {
      keys[model] = key;
    }
  }
  return Object.keys(keys).length > 0 ? { [KEYS_VARIABLE]: JSON.stringify(keys) } : {};
}

/** Asks for the key of a model and stores it; an empty one is removed. */
export async function storeKey(secrets: SecretStorage, restart: () => unknown): Promise<void> {
  const models = modelsWithKeys();
  if (models.length === 0) {
    void window.showInformationMessage(
      `No model has its key here: in the setting "${SECTION}.models", give it "key": "editor".`,
    );
    return;
  }
  const [only] = models;
  const model =
    models.length === 1 ? only : await window.showQuickPick(models, { title: "The key of" });
  const key =
    model && (await window.showInputBox({ prompt: `The key of ${model}`, password: true }));
  if (model === undefined || key === undefined) {
    return;
  }
  await (key.trim() ? secrets.store(PREFIX + model, key.trim()) : secrets.delete(PREFIX + model));
  restart();
}

function modelsWithKeys(): string[] {
  const models = workspace.getConfiguration(SECTION).get<Record<string, unknown>>("models", {});
  return Object.entries(models)
    .filter(([, model]) => (model as { key?: unknown } | null)?.key === "editor")
    .map(([name]) => name);
}
