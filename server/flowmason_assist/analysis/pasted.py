"""Whether text with templates in it can still be what a component wants, whatever they hold."""

import json
import re
from collections.abc import Iterable

from flowmason_assist.catalogue.types import Type
from flowmason_assist.expr.scanner import template_ranges

TRUE_WORDS = frozenset({"true", "yes", "1", "on", "enabled"})
FALSE_WORDS = frozenset({"false", "no", "0", "off", "disabled"})

_IN_NUMBERS = frozenset("0123456789+-._eEinfatyINFATY \t\r\n")
_QUOTE = re.compile(r'(?<!\\)"')
_BLANKS = re.compile(r"(?:\\\s)+")
_BRACKETS = {"list": "[]", "dict": "{}", "object": "{}"}


def parts_of(value: str) -> tuple[str, ...]:
    """Give what stands before, between and after the templates of a text."""
    parts: list[str] = []
    position = 0
    for start, end in template_ranges(value):
        parts.append(value[position:start])
        position = end
    return (*parts, value[position:])


def can_become(parts: tuple[str, ...], target: Type) -> bool:
    """Tell whether the engine may convert text to `target`; `parts` surround the templates."""
    match target.name:
        case "str" | "any":
            return True
        case "union":
            return any(can_become(parts, each) for each in target.args)
        case "bool":
            return _could_be(parts, TRUE_WORDS | FALSE_WORDS)
        case "literal":
            return _could_be(parts, map(str, target.values))
        case "int" | "float":
            return all(_IN_NUMBERS.issuperset(part) for part in parts)
        case "list" | "dict" | "object":
            return _could_be_json(parts, _BRACKETS[target.name])
        case _:
            return False


def _could_be(parts: tuple[str, ...], words: Iterable[str]) -> bool:
    # The engine strips the text, so that a template that is empty leaves no blanks behind.
    escaped = (_BLANKS.sub(r"\\s*", re.escape(part)) for part in parts)
    pattern = re.compile(".*".join(escaped), re.IGNORECASE | re.DOTALL)
    return any(pattern.fullmatch(word) for word in words)


def _could_be_json(parts: tuple[str, ...], brackets: str) -> bool:
    """Tell whether text may hold a JSON value in these brackets; a template may hold anything."""
    start, end = parts[0].lstrip(), parts[-1].rstrip()
    if (start and start[0] != brackets[0]) or (end and end[-1] != brackets[1]):
        return False
    return _is_json("0".join(parts)) or not _all_between_quotes(parts)


def _all_between_quotes(parts: tuple[str, ...]) -> bool:
    quotes = 0
    for part in parts[:-1]:
        quotes += len(_QUOTE.findall(part))
        if quotes % 2 == 0:
            return False
    return True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
