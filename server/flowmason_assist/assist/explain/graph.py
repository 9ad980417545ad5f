"""The stages of a pipeline as a graph to draw: boxes, arrows, and what is inside of what."""

from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.assist.explain.conditions import wave_of
from flowmason_assist.assist.explain.departures import calls_model, departures


class Look(StrEnum):
    """What a box stands for."""

    PLAIN = "plain"
    MODEL = "model"  # Asks a language model.
    DECISION = "decision"
    LOOP = "loop"
    OUTSIDE = "outside"  # Speaks to another machine.
    MISSING = "missing"  # Named, but not in the file.


@dataclass(frozen=True, slots=True)
class Box:
    """A stage; `inside` is the stage whose body it is in."""

    id: str
    component: str
    look: Look
    wave: int | None
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from a stage to one that waits for it; `label` is the way that it takes."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes in the order of the file, and arrows between them."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


_DECISIONS = frozenset({"conditional", "router", "return", "trycatch"})
_LABELS = {
    Part.WHEN_TRUE: "yes",
    Part.WHEN_FALSE: "no",
    Part.LOOP: "each",
    Part.TRY: "try",
    Part.CATCH: "on error",
    Part.FINALLY: "finally",
    Part.DEFAULT_ROUTE: "otherwise",
}


def graph(facts: Facts) -> Graph:
    """Give the graph of a pipeline, without stages that another one of the same id hides."""
    outside = {each.stage for each in departures(facts)}
    boxes: dict[str, Box] = {}
    edges: dict[tuple[str, str], Edge] = {}
    for index, stage in enumerate(facts.stages):
        if stage.id is None or facts.flow.stages.get(stage.id) is not stage:
            continue
        component = stage.component_name.value if stage.component_name else ""
        look = _look(component, asks=calls_model(stage), leaves=stage.id in outside)
        body = next(iter(facts.flow.bodies(stage.id)), None)
        inside = body.controller if body is not None else None
        boxes[stage.id] = Box(stage.id, component, look, wave_of(facts, index), inside)
        labels = _labels(facts, stage.id)
        for text in stage.stage.depends_on:
            edge = Edge(text.value, stage.id, labels.get(text.value, ""))
            edges[edge.start, edge.end] = edge
        for controller, label in labels.items():
            edges.setdefault((controller, stage.id), Edge(controller, stage.id, label))
    for edge in edges.values():
        for name in (edge.start, edge.end):
            boxes.setdefault(name, Box(name, "", Look.MISSING, None))
    return Graph(tuple(boxes.values()), tuple(edges.values()))


def _labels(facts: Facts, stage_id: str) -> dict[str, str]:
    """Give, for the stages that decide over a stage, the way on which it stands."""
    return {
        each.controller: _LABELS.get(each.part) or each.case or ""
        for each in facts.flow.memberships.get(stage_id, ())
    }


def _look(component: str, *, asks: bool, leaves: bool) -> Look:
    if component == "foreach":
        return Look.LOOP
    if component in _DECISIONS:
        return Look.DECISION
    if asks:
        return Look.MODEL
    return Look.OUTSIDE if leaves else Look.PLAIN
