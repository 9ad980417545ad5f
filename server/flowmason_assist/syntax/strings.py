"""The values of strings, and the escapes in them that JSON does not know."""

import json
import re
from collections.abc import Iterator

_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|(?P<unknown>\\)')


def value_of(quoted: str) -> str:
    """Give the value of a string with its quotes; an unknown escape stands for itself."""
    if "\\" not in quoted:
        return quoted[1:-1]
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return _tolerant_value(quoted)


def unknown_escapes(quoted: str) -> Iterator[int]:
    """Give the places of the backslashes that escape nothing."""
    return (match.start() for match in _ESCAPE.finditer(quoted) if match["unknown"])


def has_lone_surrogate(value: str) -> bool:
    """Tell whether half of a surrogate pair stands in a text: it cannot be written as UTF-8."""
    return any("\ud800" <= each <= "\udfff" for each in value)


def _tolerant_value(quoted: str) -> str:
    doubled = _ESCAPE.sub(lambda match: "\\\\" if match["unknown"] else match[0], quoted)
    try:
        return str(json.loads(doubled, strict=False))
    except ValueError:
        return quoted.strip('"')
