"""What the ledger keeps of a decision: numbers and reasons, never what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from flowmason_assist.routing.route import Level, Tier


class Outcome(StrEnum):
    """How a request ended."""

    PENDING = "pending"
    ANSWERED = "answered"
    FROM_FACTS = "from facts"  # The job had an answer without any model.
    FAILED = "failed"
    REFUSED = "refused"


class Verdict(StrEnum):
    """What became of an answer in use."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    UNDONE = "undone"
    RETRIED = "retried"
    GOOD = "good"  # Thumbs up.
    BAD = "bad"
    UNNEEDED = "unneeded"  # This machine's model would have done.

    @property
    def is_good(self) -> bool:
        """Whether the answer was of use."""
        return self in (Verdict.ACCEPTED, Verdict.EDITED, Verdict.GOOD, Verdict.UNNEEDED)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A decision and how it ended; `at` is seconds since 1970, `number` names it.

    `need` is what was predicted, `is_forced` tells that the user chose tier or model.
    `sent_bytes` counts what left for a remote model, in all attempts.
    """

    task: str
    tier: Tier
    model: str | None
    level: Level
    kinds: tuple[str, ...]
    features: Mapping[str, float]
    need: float
    complexity: float
    ambiguity: float
    context_tokens: int
    reasons: tuple[str, ...]
    is_forced: bool = False
    outcome: Outcome = Outcome.PENDING
    fault: str | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0
    milliseconds: float = 0.0
    at: float = 0.0
    number: int = 0
    verdict: Verdict | None = None
    sent_bytes: int = 0
    hashes: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Spent:
    """US dollars since midnight and since the first of the month, local time."""

    today: float = 0.0
    this_month: float = 0.0
    by_model: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
