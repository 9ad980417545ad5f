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
    if len(part) > 1:
        inside = part[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
        return f"[{inside.replace('!', '^', 1) if inside.startswith('!') else inside}]"
    return re.escape(part)
