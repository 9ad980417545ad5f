"""Several changes in one wish: "remove the log and set max_length to 50"."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_VERB: Final = re.compile(
    r"\s*(?P<verb>(?:please\s+)?(?:don['’]?t|do not|get rid of|take out|[a-z]+))\s",
    re.IGNORECASE,
)
_VERBS: Final = re.compile(
    r"(?:please\s+)?(?:remove|delete|drop|rename|call|set|change|raise|lower|increase|decrease"
    r"|reduce|update|switch|put|limit|shorten|cap|cut|use|take|make|wrap|guard|protect|replace|send"
    r"|post|log|write|save|fetch|translate|add|insert|don['’]?t|do not|stop|get|if|when)\b",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(
    r"\s*(?:[,;]|\band\b|\bthen\b|\balso\b)+(?:\s+(?:and|then|also)\b)*\s*", re.IGNORECASE
)


def parts_of(wish: str) -> tuple[str, ...]:
    """
    Give the parts that a wish may consist of, the verb of the first where one has none.

    A wish that cannot be parted is its only part.
    """
    pieces = [piece.strip() for piece in _JOINT.split(wish) if piece.strip()]
    first = _VERB.match(pieces[0]) if pieces else None
    if len(pieces) < 2 or first is None:  # noqa: PLR2004
        return (wish,)
    return tuple(piece if _VERBS.match(piece) else f"{first['verb']} {piece}" for piece in pieces)


def edits_between(before: str, after: str) -> Iterator[Edit]:
    """Give edits that make one text of another, line by line, the rest byte for byte."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, first, last, from_, to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield Edit(Span(starts[first], starts[last]), "".join(new[from_:to]))
