"""
How the steps of a plan nest, as one move a step.

`next` stays in the body of the step before, `into:then` opens a body of the step before, `out:1`
leaves one body, `out:0:else` leaves none but goes on in another body of the same controller.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flowmason_assist.assist.plan.plan import Block, Plan, Step
from flowmason_assist.assist.plan.vocabulary import vocabulary

NEXT = "next"
_ONCE = frozenset({"then", "else", "default", "try", "catch", "finally", "body"})


@dataclass(slots=True)
class _Open:
    """A body that steps are being put into."""

    step: int
    component: str
    name: str
    used: set[str]


@dataclass(slots=True)
class Nest:
    """Where the steps of a plan stand that is being laid out, move by move."""

    components: list[str] = field(default_factory=list)
    places: list[tuple[tuple[int, str], ...]] = field(default_factory=list)
    """For each step the bodies around it: the number of the controller and the body's name."""
    stack: list[_Open] = field(default_factory=list)

    @property
    def block(self) -> str:
        """The name of the body that is open, empty at the top."""
        return self.stack[-1].name if self.stack else ""

    def moves(self) -> Iterator[str]:
        """The moves that are possible now."""
        last = self.components[-1] if self.components else ""
        blocks = vocabulary()[last].blocks if last else ()
        if blocks:
            yield from (f"into:{name}" for name in blocks if name not in _SECOND)
            return
        yield NEXT
        for out, around in enumerate(reversed(self.stack)):
            yield f"out:{out + 1}"
            for name in vocabulary()[around.component].blocks:
                if name not in around.used and name not in _FIRST:
                    yield f"out:{out}:{name}"

    def add(self, component: str, move: str) -> None:
        """Put a step where a move leads."""
        kind, _, rest = move.partition(":")
        if kind == "into":
            self.stack.append(_Open(len(self.components), self.components[-1], rest, set()))
            self._enter(rest)
        elif kind == "out":
            out, _, name = rest.partition(":")
            del self.stack[len(self.stack) - int(out) :]
            if name:
                self._enter(name)
        self.components.append(component)
        self.places.append(tuple((each.step, each.name) for each in self.stack))

    def _enter(self, name: str) -> None:
        around = self.stack[-1]
        around.name = name
        if name in _ONCE:
            around.used.add(name)
        if name == "else":
            around.used.add("then")
        if name == "default":
            around.used.add("case")


# Bodies that a controller cannot begin with, and bodies that only come first.
_SECOND = frozenset({"default", "catch", "finally"})
_FIRST = frozenset({"body", "try"})


def moves_of(plan: Plan) -> Iterator[str]:
    """The moves that lay out a plan, in the order of its steps."""
    last: tuple[tuple[int, int, str], ...] = ()
    for index, path in enumerate(_paths(plan.steps, (), [0])):
        shared = 0
        while shared < min(len(path), len(last)) and path[shared] == last[shared]:
            shared += 1
        if shared == len(path) == len(last):
            yield NEXT
        elif shared == len(path):
            yield f"out:{len(last) - shared}"
        elif path[shared][0] == index - 1:
            yield f"into:{path[shared][2]}"
        else:
            yield f"out:{len(last) - shared - 1}:{path[shared][2]}"
        last = path


def _paths(
    steps: tuple[Step, ...], around: tuple[tuple[int, int, str], ...], count: list[int]
) -> Iterator[tuple[tuple[int, int, str], ...]]:
    for step in steps:
        number = count[0]
        count[0] += 1
        yield around
        for index, block in enumerate(step.blocks):
            yield from _paths(block.steps, (*around, (number, index, block.name)), count)


def nested(steps: list[Step], moves: list[str], labels: list[str | None]) -> tuple[Step, ...]:
    """Steps put into each other as moves say; `labels` are those of the cases that moves open."""
    root: list[_Node] = []
    bodies: list[tuple[_Node, _Body]] = []
    last: _Node | None = None
    for step, move, label in zip(steps, moves, labels, strict=True):
        kind, _, rest = move.partition(":")
        if kind == "into" and last is not None:
            bodies.append((last, last.open(rest, label)))
        elif kind == "out":
            out, _, name = rest.partition(":")
            del bodies[len(bodies) - int(out) :]
            if name:
                owner = bodies.pop()[0]
                bodies.append((owner, owner.open(name, label)))
        last = _Node(step)
        (bodies[-1][1].nodes if bodies else root).append(last)
    return tuple(node.built() for node in root)


@dataclass(slots=True)
class _Body:
    name: str
    label: str | None
    nodes: "list[_Node]" = field(default_factory=list)


@dataclass(slots=True)
class _Node:
    step: Step
    bodies: list[_Body] = field(default_factory=list)

    def open(self, name: str, label: str | None) -> _Body:
        self.bodies.append(_Body(name, label))
        return self.bodies[-1]

    def built(self) -> Step:
        blocks = tuple(
            Block(name=body.name, label=body.label, steps=tuple(n.built() for n in body.nodes))
            for body in self.bodies
        )
        return self.step.model_copy(update={"blocks": blocks})
