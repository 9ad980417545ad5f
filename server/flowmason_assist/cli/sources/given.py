"""What the user hands to a command: a file or standard input, and a JSON object."""

import json
import sys
from pathlib import Path
from typing import Any

from flowmason_assist.cli.checking.text_file import MAX_BYTES, decode, read_bytes, read_file
from flowmason_assist.errors import InputError

STANDARD_INPUT = Path("-")


def read_source(file: Path) -> str:
    """Give the text of a pipeline file, or of standard input for "-"."""
    if file == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
    return read_file(file, str(file))


def read_object(given: str | None) -> dict[str, Any] | None:
    """Give the JSON object that an option holds, or the file that it names behind an "@"."""
    if given is None:
        return None
    text = read_file(Path(given[1:]), given[1:]) if given.startswith("@") else given
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the input is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise InputError('the input must be a JSON object, like {"topic": "tea"}')
    return value


def read_error(file: Path) -> str:
    """
    Give the text of a log, in whatever encoding a terminal wrote it; "-" is standard input.

    What cannot be decoded is shown as such: the message may stand beside it.
    """
    if file == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        content = read_bytes(file, str(file))
    # Windows PowerShell writes UTF-16 when output is sent to a file.
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content[-MAX_BYTES:].decode("utf-16" if is_utf16 else "utf-8", "replace")
