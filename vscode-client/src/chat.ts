/** `@flowmason` in the chat of the editor, answered by the server's own commands. */

import { type CancellationToken, type ChatRequest, chat, type Disposable, window } from "vscode";
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
  return [
    api.createChatParticipant(PARTICIPANT, (request, _context, stream, cancellation) =>
      answer(send, request, stream, cancellation),
    ),
  ];
}

/** Answers a question, or what a command like "/explain" asks for; "/debug" takes an error's text. */
export async function answer(
  send: Send,
  { command, prompt }: Pick<ChatRequest, "command" | "prompt">,
  stream: Stream,
  cancellation: CancellationToken,
): Promise<{ errorDetails?: { message: string } }> {
  const subject = { ...subjectOf(window.activeTextEditor), text: prompt };
  try {
    const found = await send(`${SECTION}.${command ?? "ask"}`, [subject], cancellation, (message) =>
      stream.progress(message),
    );
    if (isAnswer(found)) {
      stream.markdown(withoutRemoteContent(found.markdown));
    }
    return {};
  } catch (error) {
    return { errorDetails: { message: error instanceof Error ? error.message : String(error) } };
  }
}
