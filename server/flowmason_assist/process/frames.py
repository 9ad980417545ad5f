"""Messages between us and the engine's process: JSON behind its length, on pipes of our own."""

import json
import struct
from typing import IO

HEADER = struct.Struct(">I")
MAX_FRAME = 256 * 1024 * 1024


class FrameError(Exception):
    """The stream does not hold a whole message of ours."""


def encode_frame(message: object) -> bytes:
    """
    Bytes of one message.

    Only ASCII is written, so that text with lone surrogates survives the way.
    """
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_FRAME:
        raise FrameError(f"a message of {len(body)} bytes is too long")
    return HEADER.pack(len(body)) + body


def read_frame(stream: IO[bytes]) -> object:
    """Next message; raises `EOFError` where the stream ends between messages."""
    header = _read(stream, HEADER.size)
    if not header:
        raise EOFError
    if len(header) < HEADER.size:
        raise FrameError("the stream ends inside a message")
    (length,) = HEADER.unpack(header)
    if length > MAX_FRAME:
        raise FrameError(f"a message of {length} bytes is too long")
    body = _read(stream, length)
    if len(body) < length:
        raise FrameError("the stream ends inside a message")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FrameError(f"a message is not JSON: {error}") from error


def _read(stream: IO[bytes], length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = stream.read(length - len(parts))
        if not part:
            break
        parts += part
    return bytes(parts)
