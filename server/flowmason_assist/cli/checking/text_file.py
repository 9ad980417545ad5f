"""Pipeline files on disk: read with a clear word for everything odd, written all or nothing."""

import os
from pathlib import Path

from flowmason_assist.errors import InputError

MAX_BYTES = 16 * 1024 * 1024

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path, name: str) -> str:
    """Give the text of a file, its byte order mark and line ends included."""
    return decode(read_bytes(path, name), name)


def read_bytes(path: Path, name: str) -> bytes:
    """Give the content of a file, of one that is too large a byte more than it may have."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f'"{name}" does not exist') from None
    except IsADirectoryError:
        raise InputError(f'"{name}" is a folder, not a pipeline file') from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f'"{name}" cannot be read: {reason}') from None


def decode(content: bytes, name: str) -> str:
    """Give the text that a file's bytes mean; `name` says in messages which file it is."""
    if len(content) > MAX_BYTES:
        megabytes = MAX_BYTES // (1024 * 1024)
        raise InputError(f'"{name}" is larger than {megabytes} MiB, which no pipeline is')
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if content.startswith(_UTF16_MARKS):
            raise InputError(f'"{name}" is UTF-16 text; save it as UTF-8') from None
        raise InputError(
            f'"{name}" is not UTF-8 text: byte {content[error.start]:#04x} at offset '
            f"{error.start} fits nowhere; save it as UTF-8"
        ) from None


def write_file(path: Path, text: str) -> None:
    """
    Replace a file's text in one step, so that nobody ever sees half of it.

    Links stay links and permissions stay what they are.
    """
    target = path.resolve()
    if not os.access(target, os.W_OK):
        raise InputError(f'"{path}" cannot be fixed: it is write-protected')
    try:
        _replace(target, text.encode("utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        raise InputError(f'"{path}" cannot be written: {error}') from None


def write_new(path: Path, text: str) -> None:
    """Write a text to a file that must not be there yet."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputError(f'"{path}" is there already; name another file') from None
    except OSError as error:
        raise InputError(f'"{path}" cannot be written: {error.strerror or error}') from None


def _replace(target: Path, content: bytes) -> None:
    import shutil
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        shutil.copymode(target, temporary)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
