"""Whether a model file is still the one that was installed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seal:
    """
    What a file must be: its SHA-256 and size in bytes.

    With `modified`, the time of its last change in nanoseconds, a file that was not touched
    since counts as unchanged: reading gigabytes at every start would take seconds.
    """

    sha256: str
    size: int
    modified: int | None = None


def seal_of(path: Path) -> Seal:
    """Read a file, and give what it is now; raises `OSError`."""
    facts = path.stat()
    return Seal(sha256_of(path), facts.st_size, facts.st_mtime_ns)


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fault_of(path: Path, seal: Seal) -> str | None:
    """Say what is wrong with a file, None when it is what it should be."""
    try:
        facts = path.stat()
        if facts.st_size != seal.size:
            return f'"{path.name}" has {facts.st_size} bytes instead of {seal.size}'
        if seal.modified is not None and facts.st_mtime_ns == seal.modified:
            return None
        if sha256_of(path) != seal.sha256:
            return f'"{path.name}" is not the file that was installed: its SHA-256 is another'
    except OSError as error:
        return f'"{path.name}" cannot be read: {error.strerror or error}'
    return None
