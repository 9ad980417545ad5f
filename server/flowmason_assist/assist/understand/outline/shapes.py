"""What a literal must look like for a setting: a URL is no token, and a quotation no statement."""

import re
from collections.abc import Mapping
from typing import Final

from flowmason_assist.assist.understand.signs.demanding import STATEMENT
from flowmason_assist.assist.understand.tokens import NAMES, Kind, Token, number_value
from flowmason_assist.assist.understand.words import word_set

_NUMBER: Final = frozenset({Kind.NUMBER})
_WORDS: Final = frozenset({Kind.WORD, Kind.QUOTED})
_KINDS: Final[Mapping[str, frozenset[Kind]]] = {
    "url": frozenset({Kind.URL}),
    "token": frozenset({Kind.IDENTIFIER}),
    "message": frozenset({Kind.QUOTED, Kind.WORD}),
    "copies": _NUMBER,
    "max_tokens": _NUMBER,
    "max_words": _NUMBER,
    "temperature": _NUMBER,
    "dimensions": _NUMBER,
    "timeout": _NUMBER,
    "expire": _NUMBER,
    "size": _NUMBER,
    "limit": _NUMBER,
    "sql": _WORDS,
    "query": frozenset({Kind.QUOTED}),
    "by": NAMES,
    "of": NAMES,
    "on": NAMES,
    "pick": NAMES,
    "require": NAMES,
    "table": NAMES,
    "collection": NAMES,
    "database": NAMES,
    "bucket": NAMES,
    "name": NAMES,
    "key": NAMES | {Kind.PATH},
}
"""Of which kinds the values of a setting are, where not every kind will do."""
ENVIRONMENT: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
"""The name of a variable of the environment, as secrets are named."""
_PLACES: Final = frozenset({"bucket", "key", "table", "collection", "database", "name"})
_NO_PLACE: Final = word_set(
    """
    same called named bucket key file table collection database object redis s3 mongo mongodb
    postgres
    """
)
_COLUMNS: Final = frozenset({"by", "of"})
# What no column is called, though it may stand where a column does.
_NO_COLUMN: Final = word_set(
    """
    column columns field fields row rows record records entries em nan null blank empty nobody put
    desc asc descending ascending most least best worst earliest latest newest oldest biggest
    largest smallest highest lowest longest shortest cheapest dearest fastest slowest greatest
    imputation computation
    """
)
_HOTTEST, _MOST_COPIES = 2, 20


def fits(role: str, token: Token) -> bool:
    """Whether a token may be the value of a role such as `http_request.token`."""
    name = role.partition(".")[2]
    kinds = _KINDS.get(name)
    if kinds is not None and token.kind not in kinds:
        return False
    if name in _COLUMNS and token.kind is Kind.WORD and token.lower in _NO_COLUMN:
        return False
    if name in _PLACES and token.lower in _NO_PLACE:
        return False
    match name:
        case "token":
            return ENVIRONMENT.fullmatch(token.text) is not None
        case "input":
            return ENVIRONMENT.fullmatch(token.text) is None
        case "sql" | "query":
            return token.kind is not Kind.QUOTED or STATEMENT.match(token.text) is not None
        case "temperature":
            return 0 <= (number_value(token.text) or 0) <= _HOTTEST
        case "copies":
            return 1 < (number_value(token.text) or 0) <= _MOST_COPIES
        case _:
            return True
