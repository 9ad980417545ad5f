"""How text is cut into the words that are searched for."""

import re

_WORD = re.compile(r"[^\W_]\w*(?:['\u2019]\w+)?")
_CASE_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(text: str) -> list[str]:
    """Give the words of a text in lower case; identifiers stay whole."""
    return [match[0].lower().replace("\u2019", "'") for match in _WORD.finditer(text)]


def searchable(text: str) -> str:
    """Give a text as it is stored: identifiers stand whole and in their parts."""
    return " ".join(map(_with_parts, _WORD.findall(text)))


def parts(word: str) -> list[str]:
    """Give the words that an identifier is made of."""
    return [part.lower() for part in re.split(r"_+", _CASE_BOUNDARY.sub("_", word)) if part]


def _with_parts(word: str) -> str:
    if word.islower() and "_" not in word:
        return word
    return " ".join(dict.fromkeys((word.lower(), *parts(word))))
