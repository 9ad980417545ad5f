/** The server's commands: what they are asked from the palette, and how their answer is shown. */

import {
  type CancellationToken,
  commands,
  ProgressLocation,
  type Range,
  type TextEditor,
  type Uri,
  window,
} from "vscode";
import { type Answers, isAnswer } from "./answers";
import { isPipeline } from "./documents";
import { SECTION } from "./settings";

/** The one argument of every command: what it is about. */
export interface Subject {
  uri?: string;
  range?: Pick<Range, "start" | "end">;
  /** A question, a goal, an error message: whatever the command needs to be told. */
  text?: string;
  /** Where the answer must come from, as far as the rules allow it. */
  tier?: string;
  /** What an answer was like, and which; the last one if nothing is said. */
  verdict?: string;
  decision?: number;
  /** The form of a picture that is wanted instead of words. */
  diagram?: "svg";
}

/** What to ask the user for before a command runs. */
interface Question {
  prompt: string;
  placeHolder: string;
  isOptional: boolean;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  [`${SECTION}.ask`]: {
    prompt: "What would you like to know about FlowMason, or about this pipeline?",
    placeHolder: "How do I run a stage for each item of a list?",
    isOptional: false,
  },
  [`${SECTION}.generate`]: {
    prompt: "What should the pipeline do?",
    placeHolder: "Fetch each URL, summarize the page in two sentences, collect the summaries",
    isOptional: false,
  },
  [`${SECTION}.debug`]: {
    prompt: "The error that you got; leave it empty to run the pipeline dry and see",
    placeHolder: "Stage 'summarize' failed: …",
    isOptional: true,
  },
};

/** What the palette offers depends on what the server of the day can do. */
export const PALETTE_COMMANDS = [
  "explain",
  "debug",
  "suggest",
  "generate",
  "ask",
  "dryRun",
  "showRoute",
  "restartModel",
  "feedback",
].map((name) => `${SECTION}.${name}`);

const VERDICTS = [
  { label: "$(thumbsup) Good", verdict: "good" },
  { label: "$(thumbsdown) Bad", verdict: "bad" },
  { label: "$(arrow-down) Good, but a smaller model would have done", verdict: "unneeded" },
];
const TIERS = [
  { label: "The cloud", tier: "cloud", description: "you see what is sent before it leaves" },
  { label: "Your own machines", tier: "private" },
];
/** Commands whose answers may come from several models. */
const ANSWERED = ["explain", "generate", "ask", "change"].map((name) => `${SECTION}.${name}`);

/** Lets the palette offer the commands that the server announced, and only these. */
export async function offerInPalette(announced: readonly string[]): Promise<void> {
  for (const command of PALETTE_COMMANDS) {
    await commands.executeCommand(
      "setContext",
      `${command}.available`,
      announced.includes(command),
    );
  }
}

/** Sends a command to the server, which may report how far it is. */
export type Send = (
  command: string,
  args: readonly unknown[],
  cancellation: CancellationToken | undefined,
  onReport: (message: string) => void,
) => Promise<unknown>;

/** Remembers what was asked last, to ask it again elsewhere. */
export class LastAsked {
  private last: { command: string; subject: Subject } | undefined;

  note(command: string, [subject]: readonly unknown[]): void {
    if (ANSWERED.includes(command)) {
      this.last = { command, subject: (subject ?? {}) as Subject };
    }
  }

  /** Asks the same of a larger model, which the user chooses. */
  async again(run: (command: string, args: unknown[]) => unknown): Promise<void> {
    if (this.last === undefined) {
      void window.showInformationMessage("Nothing was asked yet that a larger model could answer.");
      return;
    }
    const title = `FlowMason: ${words(this.last.command)} once more, asking`;
    const chosen = await window.showQuickPick(TIERS, { title });
    if (chosen) {
      await run(this.last.command, [{ ...this.last.subject, tier: chosen.tier }]);
    }
  }
}

/** Runs a command of the server for a lens, an action or the palette, and shows its answer. */
export async function runOnServer(
  send: Send,
  answers: Answers,
  command: string,
  given: readonly unknown[],
  asked?: LastAsked,
): Promise<unknown> {
  const args = given.length > 0 ? given : await askForSubject(command);
  if (args === undefined) {
    return undefined;
  }
  asked?.note(command, args);
  const answer = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: `FlowMason: ${words(command)}`,
      cancellable: true,
    },
    async (progress, cancellation) => {
      try {
        return await send(command, args, cancellation, (message) => progress.report({ message }));
      } catch (error) {
        if (!cancellation.isCancellationRequested) {
          const reason = error instanceof Error ? error.message : String(error);
          void window.showErrorMessage(`FlowMason could not ${words(command)}: ${reason}`);
        }
        return undefined;
      }
    },
  );
  if (isAnswer(answer) && command !== `${SECTION}.feedback`) {
    await answers.show(answer);
  }
  return answer;
}

/** Gives what has the server draw the stages of a pipeline, without asking a model. */
export function drawnBy(send: Send): (uri: Uri) => Promise<string> {
  return async (uri) => {
    const subject: Subject = { uri: uri.toString(), diagram: "svg" };
    const answer = await send(`${SECTION}.explain`, [subject], undefined, () => undefined);
    return (answer as { diagram: string }).diagram;
  };
}

async function askForSubject(command: string): Promise<[Subject] | undefined> {
  if (command === `${SECTION}.feedback`) {
    const chosen = await window.showQuickPick(VERDICTS, { title: "The last answer was" });
    return chosen && [{ verdict: chosen.verdict }];
  }
  const subject = subjectOf(window.activeTextEditor);
  const question = QUESTIONS[command];
  if (question === undefined) {
    return [subject];
  }
  const { prompt, placeHolder, isOptional } = question;
  const answer = await window.showInputBox({ prompt, placeHolder, ignoreFocusOut: true });
  const text = answer?.trim();
  if (text === undefined || (text === "" && !isOptional)) {
    return undefined;
  }
  return [text === "" ? subject : { ...subject, text }];
}

/** What is selected in an editor; nothing where it shows no pipeline. */
export function subjectOf(editor: TextEditor | undefined): Subject {
  if (editor === undefined || !isPipeline(editor.document.uri)) {
    return {};
  }
  const { start, end } = editor.selection;
  return { uri: editor.document.uri.toString(), range: { start, end } };
}

/** "flowmasonAssist.dryRun" as words: "dry run". */
export function words(command: string): string {
  const name = command.slice(command.lastIndexOf(".") + 1);
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
