"""A model behind OpenAI's protocol: llama-swap, Ollama, LM Studio, vLLM, llama.cpp, OpenAI."""

import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flowmason_assist.llm.api import Capabilities, Chunk, Dialect, Request, Usage
from flowmason_assist.llm.gate import Gate
from flowmason_assist.llm.remote.client import (
    NO_KEY,
    ClientOfLoop,
    http_client,
    milliseconds_since,
    missing,
)
from flowmason_assist.llm.remote.endpoint import Endpoint

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk

BYTES_PER_TOKEN = 4
# llama-cpp-python's server calls a request that it cannot read a fault of its own.
_NOT_UNDERSTOOD = (400, 422, 500)
_REQUIRED = ("model", "messages", "stream")
_SCHEMA_FORMS = ("json_schema", "json_object", "")
_SCHEMA_WORDS = ("response_format", "json_schema", "json_object")


class OpenAICompatible:
    """
    An endpoint that speaks OpenAI's protocol; `url` ends where `/chat/completions` begins.

    What a server does not know (a way to ask for JSON, a setting) is left out of the next
    request, once it has said so. `gate` sees every request before it leaves.
    """

    def __init__(self, endpoint: Endpoint, gate: Gate | None = None) -> None:
        self.name = endpoint.name
        self.endpoint = endpoint
        self._gate = gate
        self._schema_forms = list(_SCHEMA_FORMS)
        self._unknown: set[str] = set()
        self._clients = ClientOfLoop(self._connect)

    @property
    def capabilities(self) -> Capabilities:
        """What it can do, as far as is known by now."""
        return Capabilities(
            dialect=Dialect.CHAT,
            context=self.endpoint.context,
            follows_schema=bool(self._schema_forms[0]),
        )

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer piece by piece; leaving the loop closes the connection."""
        started = time.perf_counter()
        with self._talking() as client:
            answer = await self._begin(client, request)
            async with answer, aclosing(_chunks(answer, request, started)) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def models(self) -> tuple[str, ...]:
        """Give the names that the server lists; raises `ModelError` when it is not up."""
        with self._talking() as client:
            return tuple([model.id async for model in client.models.list()])

    async def embed(self, text: str) -> list[float]:
        """Give the vector of a text."""
        with self._talking() as client:
            answer = await client.embeddings.create(
                model=self.endpoint.model, input=text, encoding_format="float"
            )
            return answer.data[0].embedding

    async def close(self) -> None:
        """Close the connections; the next request opens others."""
        await self._clients.close()

    @contextmanager
    def _talking(self) -> Iterator["AsyncOpenAI"]:
        """Give the client; what goes wrong with it is raised as a `ModelError`."""
        try:
            import openai
        except ImportError:
            raise missing("openai") from None
        from flowmason_assist.llm.remote.faults import faults_of

        with faults_of(openai, self.endpoint):
            yield self._clients.get()

    def _connect(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self.endpoint.key or NO_KEY,
            base_url=self.endpoint.url,
            http_client=http_client(self.endpoint, self._gate),
            max_retries=0,  # Whether and when to try again is for the router to say.
        )

    async def _begin(
        self, client: "AsyncOpenAI", request: Request
    ) -> "AsyncStream[ChatCompletionChunk]":
        from openai import APIStatusError

        while True:
            arguments = self._arguments(request)
            try:
                answer: AsyncStream[ChatCompletionChunk] = await client.chat.completions.create(
                    **arguments
                )
            except APIStatusError as error:
                if not self._learn_from(error, arguments):
                    raise
            else:
                return answer

    def _arguments(self, request: Request) -> dict[str, Any]:
        options: dict[str, Any] = {
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "top_p": request.top_p,
            "seed": request.seed,
            "stream_options": {"include_usage": True},
        }
        if request.stop:
            options["stop"] = list(request.stop)
        form = self._schema_forms[0]
        if request.schema is not None and form:
            options["response_format"] = _response_format(form, request.task, request.schema)
        if "max_tokens" in self._unknown:
            options["max_completion_tokens"] = request.max_tokens
        known = {name: value for name, value in options.items() if name not in self._unknown}
        messages = [{"role": each.role, "content": each.content} for each in request.messages]
        return {"model": self.endpoint.model, "messages": messages, "stream": True, **known}

    def _learn_from(self, error: "APIStatusError", sent: Mapping[str, Any]) -> bool:
        """Take note of what a server did not understand; False when it says nothing of that."""
        if error.status_code not in _NOT_UNDERSTOOD:
            return False
        complaint = str(error.param or error.message)
        if "response_format" in sent and any(word in complaint for word in _SCHEMA_WORDS):
            form = sent["response_format"]["type"]
            self._schema_forms = [each for each in self._schema_forms if each != form]
            return True
        options = (name for name in sent if name not in _REQUIRED)
        named = next((name for name in options if _names(complaint, name)), None)
        if named is None:
            return False
        self._unknown.add(named)
        return True


def _names(complaint: str, option: str) -> bool:
    """Whether a complaint is about an option, and does not merely use a word of its name."""
    return complaint == option or bool(re.search(rf"['\"`]{option}['\"`]", complaint))


def _response_format(form: str, task: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    if form == "json_schema":
        described = {"name": task, "schema": schema, "strict": True}
        return {"type": form, "json_schema": described}
    return {"type": form, "schema": schema}


async def _chunks(
    answer: "AsyncIterator[ChatCompletionChunk]", request: Request, started: float
) -> AsyncGenerator[Chunk, None]:
    usage = None
    pieces = 0
    finish = ""
    async for chunk in answer:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            finish = choice.finish_reason or finish
            if choice.delta.content:
                pieces += 1
                yield Chunk(choice.delta.content)
    if not pieces and not finish:
        raise ValueError("no answer began")
    is_complete = finish not in ("", "length")
    counted = replace(_usage(usage, request, pieces), milliseconds=milliseconds_since(started))
    yield Chunk(usage=counted, is_complete=is_complete)


def _usage(usage: Any, request: Request, pieces: int) -> Usage:  # noqa: ANN401 - a type of the SDK.
    """Give what the server counted; one that counts nothing sends a piece for each token."""
    if usage is None:
        length = sum(len(message.content.encode()) for message in request.messages)
        return Usage(prompt_tokens=length // BYTES_PER_TOKEN, completion_tokens=pieces)
    cached = usage.prompt_tokens_details and usage.prompt_tokens_details.cached_tokens
    return Usage(usage.prompt_tokens, usage.completion_tokens, cached or 0)
