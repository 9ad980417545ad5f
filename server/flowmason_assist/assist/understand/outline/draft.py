"""Steps as they are drafted: a component, the clause that asks for it, and its literals."""

from dataclasses import dataclass, field

from flowmason_assist.assist.understand.comparisons import Comparison
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A literal that was found: its pointer, where it begins, and what it is to its step."""

    pointer: str
    index: int
    """The index of its first token."""
    name: str
    """Its role, without the component."""


@dataclass(slots=True)
class Draft:
    """A step that a clause seems to ask for."""

    component: str
    clause: int
    found: list[Found] = field(default_factory=list)
    compared: list[Comparison] = field(default_factory=list)
    number: int = 0
    """Which of the steps of its component this is in its clause, counted from 0."""

    part: Span | None = None
    """What of its clause is about this step alone, where the clause says several of its kind."""
    is_beside: bool = False
    """Whether it works on what the step before it works on."""

    def of(self, name: str) -> list[Found]:
        """The literals of one role."""
        return [each for each in self.found if each.name == name]
