"""Globs over paths with forward slashes, the same on every system and Python."""

import re
from functools import cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)


def matches(pattern: str, path: str) -> bool:
    """
    Tell whether a pattern names a path or a folder above it.

    `*` and `?` stay inside a folder, `**` crosses folders. A pattern without a slash is about
    a name, wherever it stands. `path` is relative and has forward slashes.
    """
    return _compiled(pattern).match(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    core = pattern.replace("\\", "/").removeprefix("./").strip("/")
    anywhere = "" if "/" in pattern.replace("\\", "/").rstrip("/") else "(?:.*/)?"
    body = "".join(_translate(part) for part in _PART.findall(core))
    return re.compile(rf"(?s:{anywhere}{body}(?:/.*)?)\Z")


def _translate(part: str) -> str:
    if part == "**/":
        return "(?:.*/)?"
    if part == "**":
        return ".*"
    if part == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    return _translate_set(part) if len(part) > 1 else re.escape(part)


def _translate_set(part: str) -> str:
    inside = re.sub(r"([\\\[^&~|])", r"\\\1", part[1:-1])
    pattern = f"[^{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    try:
        re.compile(pattern)
    except re.error:  # A range that runs backwards, or nothing at all: these are just characters.
        return re.escape(part)
    return pattern
