"""What became of an answer that went into a file, read off what its user did next."""

import json
from dataclasses import dataclass, replace
from typing import Self

from flowmason_assist.routing.ledger.entry import Verdict

UNDO_SECONDS = 60.0
"""How long saving says nothing: editors save by themselves, and undoing takes a moment."""
SETTLED_SECONDS = 300.0
"""After how long an answer that still stands is taken for accepted."""
RETRY_SECONDS = 180.0
"""How soon the same request again means that the answer before was of no use."""

Pieces = frozenset[str]


@dataclass(frozen=True, slots=True)
class Applied:
    """
    An answer in a file: what was there before, what it added, and when, in seconds of any clock.

    `number` is its decision's in the ledger. `is_there` tells that the editor has shown the
    file with the answer in it, `is_saved` that it was saved so.
    """

    number: int
    earlier: Pieces
    added: Pieces
    at: float
    is_there: bool = False
    is_saved: bool = False

    @classmethod
    def of(cls, number: int, before: str, after: str, at: float) -> Self:
        """Give the answer that makes one text of another."""
        earlier = pieces_of(before) or frozenset()
        return cls(number, earlier, (pieces_of(after) or frozenset()) - earlier, at)

    def seen(self, pieces: Pieces, *, is_saved: bool = False) -> "Applied":
        """Give it after the file was seen with these pieces."""
        is_there = self.is_there or self.added <= pieces
        return replace(self, is_there=is_there, is_saved=self.is_saved or is_saved)

    def verdict(self, pieces: Pieces, now: float, *, is_over: bool = False) -> Verdict | None:
        """
        Say what became of it, None as long as that is open.

        Whatever is there when it `is_over` or has stood for long enough is what the user kept.
        """
        if not self.is_there:
            return None
        if pieces == self.earlier:
            return Verdict.UNDONE
        age = now - self.at
        if age >= SETTLED_SECONDS or is_over or (self.is_saved and age >= UNDO_SECONDS):
            return Verdict.ACCEPTED if self.added <= pieces else Verdict.EDITED
        return None


def pieces_of(text: str) -> Pieces | None:
    """
    Give the stages and the other entries of a pipeline, however they are laid out.

    None stands for a text that cannot be read, as it is while somebody types.
    """
    if not text.strip():
        return frozenset()
    try:
        pipeline = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(pipeline, dict):
        return None
    stages = pipeline.pop("stages", [])
    entries = [*(stages if isinstance(stages, list) else [stages]), *pipeline.items()]
    return frozenset(json.dumps(each, sort_keys=True) for each in entries)


def is_same_request(one: str, other: str) -> bool:
    """Tell whether two requests say the same, but for case and blanks."""
    return one.lower().split() == other.lower().split()
