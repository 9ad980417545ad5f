"""Connections to an endpoint."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.gate import Gate, Outgoing
from flowmason_assist.llm.remote.endpoint import Endpoint
from flowmason_assist.llm.remote.place import is_own_place

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS = 5.0
MOST_BYTES = 8 * 1024 * 1024
"""The longest answer; no model says so much, and a server that never ends is stopped."""
NO_KEY = "none"  # Without one, the clients look for keys in the environment.
_TALKATIVE = ("openai", "anthropic", "httpx2", "httpcore2")


class Closing(Protocol):
    """A client that can be closed."""

    async def close(self) -> None:
        """Close its connections."""


C = TypeVar("C", bound=Closing)


class ClientOfLoop(Generic[C]):
    """A client, made anew for each event loop, since its connections belong to one."""

    def __init__(self, make: Callable[[], C]) -> None:
        self._make = make
        self._made: tuple[asyncio.AbstractEventLoop, C] | None = None

    def get(self) -> C:
        """Give the client of the running loop."""
        loop = asyncio.get_running_loop()
        if self._made is None or self._made[0] is not loop:
            self._made = loop, self._make()
        return self._made[1]

    async def close(self) -> None:
        """Close the connections that the running loop has."""
        made, self._made = self._made, None
        if made is not None and made[0] is asyncio.get_running_loop():
            await made[1].close()


def http_client(endpoint: Endpoint, gate: Gate | None) -> "httpx2.AsyncClient":
    """
    Give a client that goes to the endpoint only, and through the gate.

    It follows no redirect, which could lead a prompt elsewhere, and uses no proxy of the
    environment for what is in the own network.
    """
    import httpx2

    for name in _TALKATIVE:  # With more than warnings they write prompts and URLs to the log.
        logging.getLogger(name).setLevel(logging.WARNING)

    async def pass_gate(request: httpx2.Request) -> None:
        if gate is not None:
            gate(Outgoing(str(request.url), await request.aread()))

    async def bound(response: httpx2.Response) -> None:
        stream = response.stream
        if isinstance(stream, httpx2.AsyncByteStream):
            response.stream = _bounded(stream)

    return httpx2.AsyncClient(
        event_hooks={"request": [pass_gate], "response": [bound]},
        timeout=httpx2.Timeout(endpoint.timeout, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=not is_own_place(endpoint.url),
    )


def _bounded(stream: "httpx2.AsyncByteStream") -> "httpx2.AsyncByteStream":
    """Give a stream that ends in a ValueError when it gets too long."""
    import httpx2

    class Bounded(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            length = 0
            async for chunk in stream:
                length += len(chunk)
                if length > MOST_BYTES:
                    raise ValueError(f"an answer of more than {MOST_BYTES} bytes")
                yield chunk

        async def aclose(self) -> None:
            await stream.aclose()

    return Bounded()


def missing(package: str) -> ModelUnavailable:
    """Give the error for a package that is not installed."""
    return ModelUnavailable(
        f'the package "{package}" is missing: pip install "flowmason-assist[cloud]"'
    )


def milliseconds_since(started: float) -> float:
    """Give the time since a moment of `time.perf_counter`."""
    return (time.perf_counter() - started) * 1000
