/** A provider on this machine that speaks OpenAI's protocol and keeps what it is asked. */

import { createServer } from "node:http";

const WORDS = { choices: [{ index: 0, delta: { content: "{}" }, finish_reason: "stop" }] };

/** Starts it; `received` holds the bodies of requests, as texts. */
export async function cloud() {
  const received = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    if (request.method === "POST") {
      received.push(Buffer.concat(chunks).toString("utf8"));
      response.setHeader("content-type", "text/event-stream");
      response.end(`data: ${JSON.stringify(WORDS)}\n\ndata: [DONE]\n\n`);
    } else {
      response.setHeader("content-type", "application/json");
      response.end('{"object": "list", "data": []}');
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    received,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}
