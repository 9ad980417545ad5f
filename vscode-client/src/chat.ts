/** `@flowmason` in the chat of the editor, answered by the server's own commands. */

import {
  type CancellationToken,
  type ChatRequest,
  type ChatResult,
  ChatResultFeedbackKind,
  chat,
  type Disposable,
  window,
} from "vscode";
import { isAnswer, withoutRemoteContent } from "./answers";
import { type Send, subjectOf } from "./commands";
import { SECTION } from "./settings";

export const PARTICIPANT = `${SECTION}.flowmason`;

/** As much of a chat's stream as answers need. */
interface Stream {
  progress(message: string): void;
  markdown(text: string): void;
}

/** Offers the participant; gives nothing in editors that have no chat. */
export function offerChat(send: Send): Disposable[] {
  // Typed as always there, yet editors made from VS Code leave it out.
  const api: typeof chat | undefined = chat;
  if (typeof api?.createChatParticipant !== "function") {
    return [];
  }
  const participant = api.createChatParticipant(
    PARTICIPANT,
    (request, _context, stream, cancellation) => answer(send, request, stream, cancellation),
  );
  const thumbs = participant.onDidReceiveFeedback(({ result, kind }) => {
    const verdict = kind === ChatResultFeedbackKind.Helpful ? "good" : "bad";
    return rate(send, result.metadata?.decision, verdict);
  });
  return [participant, thumbs];
}

/** Answers a question, or what a command like "/explain" asks for; "/debug" takes an error's text. */
export async function answer(
  send: Send,
  { command, prompt }: Pick<ChatRequest, "command" | "prompt">,
  stream: Stream,
  cancellation: CancellationToken,
): Promise<ChatResult> {
  const subject = { ...subjectOf(window.activeTextEditor), text: prompt };
  try {
    const found = await send(`${SECTION}.${command ?? "ask"}`, [subject], cancellation, (message) =>
      stream.progress(message),
    );
    if (isAnswer(found)) {
      stream.markdown(withoutRemoteContent(found.markdown));
    }
    const decision = (found as { route?: { decision?: number } } | null)?.route?.decision;
    return decision ? { metadata: { decision } } : {};
  } catch (error) {
    return { errorDetails: { message: error instanceof Error ? error.message : String(error) } };
  }
}

/** Tells the server what a thumb says about an answer, where it is known which. */
export async function rate(send: Send, decision: unknown, verdict: string): Promise<void> {
  if (typeof decision === "number") {
    await send(`${SECTION}.feedback`, [{ decision, verdict }], undefined, () => undefined);
  }
}
