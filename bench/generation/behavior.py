"""What a pipeline does of what a request deserves, whatever its stages are called."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flowmason_assist.assist.compile.node import Node, nodes_of, walk
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Scalar, Value
from flowmason_assist.assist.plan.vocabulary import vocabulary

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Behavior:
    """Which demands of a plan a pipeline meets; each includes the one before."""

    has_all: bool
    is_wired: bool
    is_faithful: bool


def behavior(wanted: Plan, document: Document | None) -> Behavior:
    """Hold a pipeline against the plan that its request deserves."""
    stages = _stages(document)
    nodes = list(walk(nodes_of(wanted)))
    asked = Counter(node.component for node in nodes)
    has_all = bool(nodes) and not asked - Counter(stage["component"] for stage in stages)
    reached = set(_paths(stages))
    is_wired = has_all and all(edge in reached for edge in _edges(nodes))
    text = json.dumps(document, ensure_ascii=False).lower()
    spelled = (json.dumps(literal, ensure_ascii=False)[1:-1] for literal in _literals(nodes))
    is_faithful = is_wired and all(literal.lower() in text for literal in spelled)
    return Behavior(has_all, is_wired, is_faithful)


def _stages(document: Document | None) -> list[dict[str, Any]]:
    listed = document.get("stages", []) if document else []
    return [
        {
            "id": stage.get("id"),
            "component": stage.get("component_type") or stage.get("component"),
            "depends_on": stage.get("depends_on") or [],
        }
        for stage in listed
    ]


def _paths(stages: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give the components of each stage that another waits for, however far, with the other's."""
    by_id = {stage["id"]: stage for stage in stages}
    for stage in stages:
        pending, seen = list(stage["depends_on"]), set()
        while pending:
            before = pending.pop()
            if before in seen or before not in by_id:
                continue
            seen.add(before)
            yield by_id[before]["component"], stage["component"]
            pending += by_id[before]["depends_on"]


def _edges(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    components = {node.number: node.component for node in nodes}
    for node in nodes:
        for reference in _references(node):
            if reference.step in components:
                yield components[reference.step], node.component


def _references(node: Node) -> Iterator[Reference]:
    for values in node.settings.values():
        for value in values:
            held = value.value if isinstance(value, Condition) else value
            if isinstance(held, Reference):
                yield held


def _literals(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        yield from (branch.label for branch in node.branches if branch.label)
        for name, values in node.settings.items():
            words = vocabulary()[node.component].settings[name].words
            if name not in ("task", "copies", *_TUNED):
                for value in values:
                    yield from (each for each in _spelled(value) if each not in words)


_TUNED = ("focus", "strategy", "criteria", "style")  # Said in other words as well.


def _spelled(value: Value | Scalar | None) -> Iterator[str]:
    match value:
        case None | bool() | Reference():
            return
        case Condition():
            yield from value.fields
            yield from _spelled(value.value)
        case str():
            yield from (part.strip() for part in value.split(">"))
        case _:
            yield str(value)
