"""A model behind Anthropic's protocol."""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flowmason_assist.errors import ModelRefused
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
    from anthropic import AsyncAnthropic
    from anthropic.types import RawMessageStreamEvent


class Anthropic:
    """
    An endpoint that speaks Anthropic's protocol; `url` ends where `/v1/messages` begins.

    It takes neither a seed nor a temperature. `gate` sees every request before it leaves.
    """

    def __init__(self, endpoint: Endpoint, gate: Gate | None = None) -> None:
        self.name = endpoint.name
        self.endpoint = endpoint
        self._gate = gate
        self.capabilities = Capabilities(
            dialect=Dialect.CHAT, context=endpoint.context, follows_schema=True
        )
        self._clients = ClientOfLoop(self._connect)

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer piece by piece; leaving the loop closes the connection."""
        try:
            import anthropic
        except ImportError:
            raise missing("anthropic") from None
        from flowmason_assist.llm.remote.faults import faults_of

        started = time.perf_counter()
        with faults_of(anthropic, self.endpoint):
            client = self._clients.get()
            answer = await client.messages.create(**self._arguments(request))
            async with answer, aclosing(_chunks(answer, self.name, started)) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def close(self) -> None:
        """Close the connections; the next request opens others."""
        await self._clients.close()

    def _connect(self) -> "AsyncAnthropic":
        from anthropic import AsyncAnthropic

        return AsyncAnthropic(
            api_key=self.endpoint.key or NO_KEY,
            base_url=self.endpoint.url,
            http_client=http_client(self.endpoint, self._gate),
            max_retries=0,  # Whether and when to try again is for the router to say.
        )

    def _arguments(self, request: Request) -> dict[str, Any]:
        turns = [
            {"role": each.role, "content": each.content}
            for each in request.messages
            if each.role != "system"
        ]
        system = "\n\n".join(each.content for each in request.messages if each.role == "system")
        optional: dict[str, Any] = {
            "system": system,
            "stop_sequences": list(request.stop),
            "output_config": request.schema
            and {"format": {"type": "json_schema", "schema": request.schema}},
        }
        return {
            "model": self.endpoint.model,
            "messages": turns,
            "max_tokens": request.max_tokens,
            "stream": True,
            **{name: value for name, value in optional.items() if value},
        }


async def _chunks(
    answer: "AsyncIterator[RawMessageStreamEvent]", name: str, started: float
) -> AsyncGenerator[Chunk, None]:
    usage: Usage | None = None
    reason: str | None = None
    async for event in answer:
        match event.type:
            case "message_start":
                counted = event.message.usage
                cached = counted.cache_read_input_tokens or 0
                usage = Usage(counted.input_tokens + cached, 0, cached)
            case "content_block_delta" if event.delta.type == "text_delta":
                yield Chunk(event.delta.text)
            case "message_delta" if usage:
                reason = event.delta.stop_reason
                usage = Usage(usage.prompt_tokens, event.usage.output_tokens, usage.cached_tokens)
    if usage is None:
        raise ValueError("no message began")
    if reason == "refusal":
        raise ModelRefused(f'"{name}" does not want to answer this')
    usage = replace(usage, milliseconds=milliseconds_since(started))
    yield Chunk(usage=usage, is_complete=reason not in (None, "max_tokens"))
