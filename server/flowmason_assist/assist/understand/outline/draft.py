"""Steps as they are drafted: a component, the clause that asks for it, and its literals."""

from dataclasses import dataclass, field

from flowmason_assist.assist.understand.comparisons import Comparison


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

    def of(self, name: str) -> list[Found]:
        """The literals of one role."""
        return [each for each in self.found if each.name == name]
