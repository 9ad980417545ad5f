/** The item in the status bar: what the server does, and which model answers. */

import { type Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from "vscode";
import { isOurs } from "./documents";

/** What the server says about itself in "flowmasonAssist/status"; all of it is optional. */
export interface ServerStatus {
  /** The tier that answers: "embedded", "private" or "cloud". */
  tier?: string;
  /** The model behind that tier. */
  model?: string;
  /** One sentence for the tooltip. */
  message?: string;
}

export type State =
  | { kind: "starting" }
  | { kind: "running"; version: string; origin: string; server: ServerStatus }
  | { kind: "stopped" }
  | { kind: "failed"; reason: string };

export interface Appearance {
  text: string;
  tooltip: string;
  isProblem: boolean;
}

export class Status implements Disposable {
  private readonly item = window.createStatusBarItem(
    "flowmasonAssist.status",
    StatusBarAlignment.Right,
    100,
  );
  private readonly listener = window.onDidChangeActiveTextEditor(() => this.showWhereItMatters());

  constructor(menuCommand: string) {
    this.item.name = "FlowMason Assist";
    this.item.command = menuCommand;
  }

  show(state: State): void {
    const { text, tooltip, isProblem } = appearance(state);
    this.item.text = text;
    this.item.tooltip = new MarkdownString(tooltip);
    this.item.backgroundColor = isProblem
      ? new ThemeColor("statusBarItem.errorBackground")
      : undefined;
    this.showWhereItMatters();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private showWhereItMatters(): void {
    const document = window.activeTextEditor?.document;
    if (document && isOurs(document)) {
      this.item.show();
    } else {
      this.item.hide();
    }
  }
}

export function appearance(state: State): Appearance {
  switch (state.kind) {
    case "starting":
      return look("$(loading~spin) FlowMason", "flowmason-assist is starting");
    case "running": {
      const { version, origin, server } = state;
      const tier = server.tier ? ` ${server.tier}` : "";
      const lines = [`flowmason-assist ${version}, from ${origin}`];
      if (server.model) {
        lines.push(`model: ${server.model}`);
      }
      if (server.message) {
        lines.push(server.message);
      }
      return look(`$(check) FlowMason${tier}`, lines.join("\n\n"));
    }
    case "stopped":
      return look("$(circle-slash) FlowMason", "flowmason-assist is stopped");
    case "failed":
      return { ...look("$(error) FlowMason", state.reason), isProblem: true };
  }
}

function look(text: string, tooltip: string): Appearance {
  return { text, tooltip, isProblem: false };
}
