/** What would leave the machine: shown in full, and agreed to or not. */

import { type Disposable, TabInputText, Uri, window, workspace } from "vscode";
import { SECTION } from "./settings";

export const CONSENT = `${SECTION}/consent`;
const SCHEME = "flowmason-assist-preview";

/** What the server asks before it sends something; no other answer than a choice's sends it. */
export interface Question {
  summary: string;
  /** Where it goes, what it costs, what is replaced, and every byte. */
  description: string;
  choices: { answer: string; title: string }[];
}

/** Shows the bytes in an editor of their own while the question is open. */
export class Consent implements Disposable {
  private readonly texts = new Map<string, string>();
  private count = 0;
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? "",
  });

  async ask({ summary, description, choices }: Question): Promise<{ answer: string } | null> {
    const uri = Uri.from({ scheme: SCHEME, path: `/What would be sent ${++this.count}.txt` });
    this.texts.set(uri.path, description);
    try {
      await window.showTextDocument(await workspace.openTextDocument(uri), { preserveFocus: true });
      const chosen = await window.showQuickPick(
        choices.map(({ answer, title }) => ({ label: title, answer })),
        { title: summary, placeHolder: "Send what the editor shows?", ignoreFocusOut: true },
      );
      return chosen ? { answer: chosen.answer } : null;
    } finally {
      await close(uri);
      this.texts.delete(uri.path);
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}

async function close(uri: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = ({ input }: { input: unknown }) =>
    input instanceof TabInputText && input.uri.toString() === uri.toString();
  await window.tabGroups.close(tabs.filter(ours), true);
}
