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
].map((name) => `${SECTION}.${name}`);

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

/** Runs a command of the server for a lens, an action or the palette, and shows its answer. */
export async function runOnServer(
  send: Send,
  answers: Answers,
  command: string,
  given: readonly unknown[],
): Promise<unknown> {
  const args = given.length > 0 ? given : await askForSubject(command);
  if (args === undefined) {
    return undefined;
  }
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
  if (isAnswer(answer)) {
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
