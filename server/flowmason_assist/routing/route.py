"""Which model answers a request and why, as it is shown in every answer."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Tier(StrEnum):
    """Where an answer comes from."""

    EMBEDDED = "embedded"  # This machine, in a process of our own.
    PRIVATE = "private"  # An endpoint of the user's: this machine or network.
    CLOUD = "cloud"
    REFUSED = "refused"  # Nowhere: a rule stands against it.


class Level(StrEnum):
    """How far a text may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A span of the text that must not leave the machine; offsets in code points."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a text is, and because of what."""

    level: Level = Level.INTERNAL
    findings: tuple[Sensitive, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """
    The decision for one request, and what the answer took once there is one.

    `complexity` and `ambiguity` run from 0 to 1. `model` is None while no model is needed.
    """

    task: str
    tier: Tier
    model: str | None
    sensitivity: Sensitivity
    complexity: float
    ambiguity: float
    context_tokens: int
    reasons: tuple[str, ...]
    consent_required: bool = False
    estimated_cost_usd: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    milliseconds: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the shape that users see."""
        shape = asdict(self)
        return {**shape.pop("details"), **shape}


def local_route(task: str) -> Route:
    """Give the route of an answer that no model was asked for."""
    return Route(
        task=task,
        tier=Tier.EMBEDDED,
        model=None,
        sensitivity=Sensitivity(),
        complexity=0.0,
        ambiguity=0.0,
        context_tokens=0,
        reasons=("answered from facts, no model was needed",),
    )
