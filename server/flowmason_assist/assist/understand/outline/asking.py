"""What the clauses of a request ask for so far, as rules see and change it."""

from collections.abc import Iterator, Sequence

from flowmason_assist.assist.understand.guards import Case
from flowmason_assist.assist.understand.understood import Understood


class Asked:
    """What the clauses of a request ask for so far; rules add to it."""

    def __init__(self, understood: Understood, asked: list[list[str]]) -> None:
        self.slots = understood.slots
        self.chances = understood.candidates.clauses
        self.names = asked

    def words(self, clause: int) -> str:
        """Give the text of a clause."""
        return self.slots.words(clause)

    def add(self, clause: int, name: str) -> None:
        """Have a clause ask for a component."""
        if name not in self.names[clause]:
            self.names[clause].append(name)

    def has(self, names: frozenset[str], clauses: range) -> bool:
        """Whether some clauses ask for one of some components."""
        return any(names.intersection(self.names[clause]) for clause in clauses)

    def last(self, names: Sequence[str], before: int) -> int | None:
        """Give the nearest clause before another that asks for one of some components."""
        wanted = set(names)
        return next(
            (at for at in reversed(range(before)) if wanted.intersection(self.names[at])), None
        )

    def first(self, names: frozenset[str], clauses: range) -> int | None:
        """Give the first of some clauses that asks for one of some components."""
        return next((at for at in clauses if names.intersection(self.names[at])), None)

    def cases(self, case: Case) -> Iterator[int]:
        """Give the clauses that hold in such a case."""
        yield from (
            at for at, guard in enumerate(self.slots.guards) if guard and guard.case is case
        )
