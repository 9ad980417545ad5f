"""
The steps of a plan as the compiler sees them: each reference says which step it means.

Numbers stay those of the plan when steps are moved or repeated, so that references stay right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flowmason_assist.assist.plan.places import Place, places, resolve
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Step, Value, Values

CONTROLLERS = frozenset({"foreach", "conditional", "router", "trycatch", "return"})


@dataclass(frozen=True, slots=True)
class Branch:
    """One body of a controller."""

    name: str
    label: str | None
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Node:
    """A step; no reference in its settings says "the step before"."""

    number: int
    component: str
    settings: Mapping[str, Values]
    branches: tuple[Branch, ...] = ()

    @property
    def is_controller(self) -> bool:
        """Whether the engine would do nothing of what it says inside a loop or a try block."""
        return self.component in CONTROLLERS

    def branch(self, name: str) -> "tuple[Node, ...]":
        """Give the steps of a body, none where it is missing."""
        return next((each.nodes for each in self.branches if each.name == name), ())


def nodes_of(plan: Plan) -> tuple[Node, ...]:
    """Give the steps of a plan."""
    return _nodes(plan.steps, iter(places(plan)))


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Give nodes and all that they control."""
    for node in nodes:
        yield node
        for branch in node.branches:
            yield from walk(branch.nodes)


def references(nodes: tuple[Node, ...]) -> Iterator[Reference]:
    """Give each reference in nodes and in what they control."""
    for node in walk(nodes):
        for values in node.settings.values():
            for value in values:
                held = value.value if isinstance(value, Condition) else value
                if isinstance(held, Reference):
                    yield held


def numbers(nodes: tuple[Node, ...]) -> frozenset[int]:
    """Give the numbers of nodes and of what they control."""
    return frozenset(node.number for node in walk(nodes))


def with_branches(node: Node, **nodes: tuple[Node, ...]) -> Node:
    """Give the node with other bodies, of which the empty ones are left out."""
    branches = (Branch(name, None, inner) for name, inner in nodes.items() if inner)
    return replace(node, branches=tuple(branches))


def _nodes(steps: tuple[Step, ...], where: Iterator[Place]) -> tuple[Node, ...]:
    return tuple(_node(step, where) for step in steps)


def _node(step: Step, where: Iterator[Place]) -> Node:
    place = next(where)
    settings = {
        name: tuple(_meant(value, place) for value in values)
        for name, values in step.settings.items()
    }
    branches = tuple(
        Branch(block.name, block.label, _nodes(block.steps, where)) for block in step.blocks
    )
    return Node(place.number, step.component, settings, branches)


def _meant(value: Value, place: Place) -> Value:
    if isinstance(value, Reference):
        return resolve(value, place) or value
    if isinstance(value, Condition) and isinstance(value.value, Reference):
        return value.model_copy(update={"value": resolve(value.value, place) or value.value})
    return value
