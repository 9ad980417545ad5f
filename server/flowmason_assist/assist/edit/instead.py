"""Wishes that say what should be there instead, and leave the setting to be understood."""

import re
from collections.abc import Mapping
from typing import Final

from flowmason_assist.assist.edit.setting import Set
from flowmason_assist.assist.understand.words import LANGUAGES

_INSTEAD: Final = re.compile(
    r"\s*(?:please\s+)?(?P<deed>.+?)\s+(?:instead|this time|from now on)\s*[.!]?\s*", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://[^\s,;\"']+")
_PATH: Final = re.compile(r"(?<![\w/])[\w./-]*\w\.[a-z]{2,5}\b", re.IGNORECASE)
_LEVEL: Final = re.compile(
    r"\b(?P<word>debug|info|warning|error)\b|\b(?P<warn>warn)\b", re.IGNORECASE
)
_STYLES: Final[Mapping[str, str]] = {
    "bullet": "bullet",
    "bullets": "bullet",
    "executive": "executive",
    "brief": "brief",
    "detailed": "detailed",
}


def read_instead(text: str) -> Set | None:
    """Read a wish such as "send it to https://… instead"; None where a text is none."""
    found = _INSTEAD.fullmatch(text)
    if found is None:
        return None
    deed = found["deed"]
    address = _ADDRESS.search(deed)
    if address:
        return Set(("url",), address[0].rstrip("."), deed[: address.start()])
    path = _PATH.search(deed)
    if path:
        return Set(("path",), path[0], deed[: path.start()])
    words = re.findall(r"[\w-]+", deed.lower())
    language = next((word for word in words if word in LANGUAGES), None)
    if language is not None:
        return Set(("target_language",), language.capitalize(), "translate")
    level = _LEVEL.search(deed) if re.search(r"\blog", deed, re.IGNORECASE) else None
    if level:
        return Set(("level",), "warning" if level["warn"] else level["word"].lower(), "log")
    style = next((_STYLES[word] for word in words if word in _STYLES), None)
    return None if style is None else Set(("style",), style, "summary")
