"""What a value may be, in a few words: its type, its bounds, its default."""

import json
import re
from collections.abc import Iterator

from flowmason_assist.analysis.coerce import describe
from flowmason_assist.catalogue.component import Input
from flowmason_assist.catalogue.types import Type
from flowmason_assist.ide.markdown import code

_ARTICLE = re.compile(r"\b(?:a|an) ")
_LONGEST_DEFAULT = 40


def type_words(kind: Type) -> str:
    """Name a type without an article: "whole number", "list of texts"."""
    if kind.name == "any":
        return "any value"
    return _ARTICLE.sub("", describe(kind))


def nature(known: Input) -> str:
    """Give what an input takes: type, bounds, and whether it is required or has a default."""
    return ", ".join(_nature(known))


def _nature(known: Input) -> Iterator[str]:
    yield type_words(known.type.required)
    yield from bounds(known)
    if known.required:
        yield "required"
    elif known.default is not None:
        shown = json.dumps(known.default, ensure_ascii=False)
        if len(shown) <= _LONGEST_DEFAULT:
            yield f"default {code(shown)}"
    else:
        yield "optional"


def bounds(known: Input) -> Iterator[str]:
    """Give the bounds of an input in words."""
    if known.minimum is not None and known.maximum is not None:
        yield f"from {known.minimum:g} to {known.maximum:g}"
    else:
        limits = (("at least", known.minimum), ("at most", known.maximum))
        yield from (f"{words} {limit:g}" for words, limit in limits if limit is not None)
    if known.exclusive_minimum is not None:
        yield f"more than {known.exclusive_minimum:g}"
    if known.exclusive_maximum is not None:
        yield f"less than {known.exclusive_maximum:g}"
    yield from _lengths(known)
    if known.pattern is not None:
        yield f"matching {code(known.pattern)}"


def _lengths(known: Input) -> Iterator[str]:
    is_list = known.type.required.name == "list"
    unit = "items" if is_list else "characters"
    if known.min_length is not None and known.max_length is not None:
        yield f"{known.min_length} to {known.max_length} {unit}"
    elif known.min_length is not None:
        yield f"at least {known.min_length} {unit if known.min_length > 1 else unit[:-1]}"
    elif known.max_length is not None:
        yield f"at most {known.max_length} {unit}"
