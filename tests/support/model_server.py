"""
A real HTTP server that speaks the protocols of OpenAI, Anthropic and Ollama.

The name of the model that is asked for says how it behaves; `MOODS` lists the names.
"""

import asyncio
import itertools
import json
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from tests.support.loopback import Loopback

MOODS = {
    "echo": "says what it was asked",
    "endless": "never stops",
    "silent": "accepts the request, and sends nothing",
    "short": "is cut at its limit of tokens",
    "garbage": "answers with events that are of no protocol",
    "page": "answers with a web page",
    "cut": "loses the connection in the middle",
    "moved": "sends elsewhere",
    "old": "knows neither JSON schemas nor the newer names of settings",
    "flood": "sends one event that never ends",
    "tired": "has no time for two requests, and then answers",
    "unwilling": "refuses to answer, as far as its protocol has a way to say so",
}  # And "status-401" for any status: the text of the error repeats the key.
RETRY_AFTER = "7"
PACE_SECONDS = 0.002


@dataclass(frozen=True)
class Asked:
    """A request that arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


def last_words(body: dict[str, Any]) -> str:
    """Give what the user said last."""
    return str(body["messages"][-1]["content"])


class ModelServer(Loopback):
    """
    Runs on a free port of this machine for as long as the `with` block.

    `answer` says what "echo" replies to a request's body; `asked` holds what arrived, and
    `hung_up` is set when somebody left before the end.
    """

    def __init__(self, answer: Callable[[dict[str, Any]], str] = last_words) -> None:
        self.asked: list[Asked] = []
        self.hung_up = threading.Event()
        self._answer = answer
        self._tired = 0
        super().__init__(
            [
                Route("/v1/chat/completions", self._reply_to(_openai), methods=["POST"]),
                Route("/v1/messages", self._reply_to(_anthropic), methods=["POST"]),
                Route("/v1/embeddings", self._embeddings, methods=["POST"]),
                Route("/v1/models", self._models),
                Route("/api/tags", self._tags),
            ]
        )

    def _reply_to(self, protocol: "Protocol") -> Callable[[Request], Any]:
        async def reply(request: Request) -> Response:
            body = await request.json()
            self.asked.append(Asked(request.url.path, dict(request.headers), body))
            mood = str(body["model"])
            if mood == "silent":
                return await self._say_nothing(request)
            if mood == "tired" and self._is_tired():
                return JSONResponse({}, status_code=503, headers={"retry-after": "0"})
            early = _early_response(mood, request, body)
            if early is not None:
                return early
            events = protocol(self._words(mood, body), mood, body)
            return StreamingResponse(events, media_type="text/event-stream")

        return reply

    def _is_tired(self) -> bool:
        self._tired = (self._tired + 1) % 3
        return self._tired != 0

    async def _words(self, mood: str, body: dict[str, Any]) -> AsyncIterator[str]:
        is_over = False
        try:
            while mood == "endless":
                yield "on "
                await asyncio.sleep(PACE_SECONDS)
            words = self._answer(body).split(" ")
            for index, word in enumerate(words):
                if mood == "cut" and index:
                    raise ConnectionResetError
                yield word if index == 0 else f" {word}"
            is_over = True
        finally:
            if not is_over:
                self.hung_up.set()

    async def _say_nothing(self, request: Request) -> Response:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        self.hung_up.set()
        return Response()

    async def _models(self, _request: Request) -> Response:
        data = [{"id": mood, "object": "model", "created": 0, "owned_by": "us"} for mood in MOODS]
        return JSONResponse({"object": "list", "data": data})

    async def _tags(self, _request: Request) -> Response:
        details = {"quantization_level": "Q8_0", "parameter_size": "5M", "family": "llama"}
        named = [{"name": mood, "size": 1000, "details": details} for mood in MOODS]
        return JSONResponse({"models": named})

    async def _embeddings(self, request: Request) -> Response:
        body = await request.json()
        data = [{"object": "embedding", "index": 0, "embedding": [0.5, float(len(body["input"]))]}]
        return JSONResponse({"object": "list", "data": data, "model": body["model"], "usage": {}})


Protocol = Callable[[AsyncIterator[str], str, dict[str, Any]], AsyncIterator[str]]


def _early_response(mood: str, request: Request, body: dict[str, Any]) -> Response | None:
    if mood == "moved":
        return RedirectResponse("http://192.0.2.1/elsewhere", status_code=307)
    if mood == "garbage":
        return StreamingResponse(iter(["data: [1, 2]\n\n"]), media_type="text/event-stream")
    if mood == "flood":
        return StreamingResponse(itertools.repeat("data: " + "x" * 65_536))
    if mood == "page":
        return HTMLResponse("<html>Welcome</html>")
    if mood.startswith("status-"):
        key = request.headers.get("authorization", "")
        error = {"type": "error", "message": f"no, not with {key.removeprefix('Bearer ')}"}
        return JSONResponse(
            {"type": "error", "error": error},
            status_code=int(mood.removeprefix("status-")),
            headers={"retry-after": RETRY_AFTER},
        )
    if mood == "old":
        newer = {"max_tokens": "max_completion_tokens", "seed": "", "temperature": ""}
        for name in newer:
            if name in body:
                error = {"message": f"unsupported parameter: '{name}'", "param": name}
                return JSONResponse({"error": error}, status_code=400)
        if body.get("response_format", {}).get("type") == "json_schema":
            error = {"message": "response_format.type: Input should be 'text' or 'json_object'"}
            return JSONResponse({"error": error}, status_code=422)
    return None


async def _openai(words: AsyncIterator[str], mood: str, body: dict[str, Any]) -> AsyncIterator[str]:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": mood}

    def event(**more: object) -> str:
        return f"data: {json.dumps({**head, **more})}\n\n"

    count = 0
    async for word in words:
        count += 1
        yield event(choices=[{"index": 0, "delta": {"content": word}, "finish_reason": None}])
    reason = "length" if mood == "short" else "stop"
    yield event(choices=[{"index": 0, "delta": {}, "finish_reason": reason}])
    if body.get("stream_options", {}).get("include_usage"):
        usage = {
            "prompt_tokens": 11,
            "completion_tokens": count,
            "total_tokens": 11 + count,
            "prompt_tokens_details": {"cached_tokens": 3},
        }
        yield event(choices=[], usage=usage)
    yield "data: [DONE]\n\n"


async def _anthropic(
    words: AsyncIterator[str], mood: str, _body: dict[str, Any]
) -> AsyncIterator[str]:
    def event(kind: str, **more: object) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n"

    usage = {"input_tokens": 8, "output_tokens": 1, "cache_read_input_tokens": 3}
    message = {"id": "1", "type": "message", "role": "assistant", "model": mood, "content": []}
    yield event("message_start", message={**message, "stop_reason": None, "usage": usage})
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    count = 0
    async for word in words:
        count += 1
        yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": word})
    yield event("content_block_stop", index=0)
    reasons = {"short": "max_tokens", "unwilling": "refusal"}
    delta = {"stop_reason": reasons.get(mood, "end_turn"), "stop_sequence": None}
    yield event("message_delta", delta=delta, usage={"output_tokens": count})
    yield event("message_stop")
