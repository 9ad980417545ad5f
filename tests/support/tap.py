"""A wire between us and a server that keeps every byte that went to the server."""

import asyncio
import contextlib
import re
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Sent:
    """One HTTP request as it went over the wire."""

    head: bytes
    body: bytes


class Tap:
    """Passes connections on to a server for as long as the `with` block; `url` leads to it."""

    def __init__(self, server_url: str) -> None:
        self._port = urlsplit(server_url).port
        self._streams: list[bytearray] = []
        self._loop = asyncio.new_event_loop()
        # A loop of its own in a thread of its own: whoever makes it may have one that runs.
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        starting = asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self._listening = asyncio.run_coroutine_threadsafe(starting, self._loop).result()
        self.url = f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"

    @property
    def received(self) -> bytes:
        """Everything that reached the server, connection after connection."""
        return b"".join(bytes(stream) for stream in self._streams)

    @property
    def requests(self) -> list[Sent]:
        """The requests that reached the server, with their bodies."""
        return [sent for stream in self._streams for sent in _parsed(bytes(stream))]

    def clear(self) -> None:
        """Forget what was received, also over connections that stay open."""
        for stream in self._streams:
            stream.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        self._listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kept = bytearray()
        self._streams.append(kept)
        writers = [writer]
        try:
            back, forth = await asyncio.open_connection("127.0.0.1", self._port)
            writers.append(forth)
            copying = {
                asyncio.create_task(_copy(reader, forth, kept)),
                asyncio.create_task(_copy(back, writer, bytearray())),
            }
            # When either side leaves, so does the other.
            _, waiting = await asyncio.wait(copying, return_when=asyncio.FIRST_COMPLETED)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*copying, return_exceptions=True)
        except OSError:
            pass
        finally:
            for each in writers:
                each.close()
                with contextlib.suppress(OSError):
                    await each.wait_closed()


async def _copy(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kept: bytearray
) -> None:
    while data := await reader.read(65_536):
        kept += data
        writer.write(data)
        await writer.drain()


def _parsed(stream: bytes) -> list[Sent]:
    found = []
    while stream:
        head, _, rest = stream.partition(b"\r\n\r\n")
        length = _LENGTH.search(head + b"\r\n")
        size = int(length[1]) if length else 0
        found.append(Sent(head, rest[:size]))
        stream = rest[size:]
    return found
