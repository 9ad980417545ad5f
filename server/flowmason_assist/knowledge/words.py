"""How text is cut into the words that are searched for."""

import re

_WORD = re.compile(r"[^\W_]\w*(?:['\u2019]\w+)?")
_CASE_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(text: str) -> list[str]:
    """Give the words of a text in lower case; identifiers stay whole."""
    return [match[0].lower().replace("\u2019", "'") for match in _WORD.finditer(text)]


def searchable(text: str, names: frozenset[str]) -> str:
    """Give a text as it is stored: identifiers whole and in parts, names once more as names."""
    return " ".join(_stored(word, names) for word in _WORD.findall(text))


def as_name(word: str) -> str:
    """Give the mark under which a name is found whatever else begins like it."""
    return f"name_{word}"


def parts(word: str) -> list[str]:
    """Give the words that an identifier is made of."""
    return [part.lower() for part in re.split(r"_+", _CASE_BOUNDARY.sub("_", word)) if part]


def _stored(word: str, names: frozenset[str]) -> str:
    if word in names:
        return f"{word} {as_name(word)} {' '.join(parts(word))}"
    if word.islower() and "_" not in word:
        return word
    return " ".join(dict.fromkeys((word.lower(), *parts(word))))
