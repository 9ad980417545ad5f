"""
A plan becomes a pipeline: always the same for the same plan.

It is made twice: the first time shows how the inputs are read, and so what they are.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from types import MappingProxyType

from flowmason_assist.assist.compile.arrange import arrange
from flowmason_assist.assist.compile.build import Build, Result, Scope, Stage, Surroundings
from flowmason_assist.assist.compile.control import conditional, ending, router, trycatch
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.loops import foreach
from flowmason_assist.assist.compile.names import identifier, input_names
from flowmason_assist.assist.compile.node import nodes_of
from flowmason_assist.assist.compile.results import results
from flowmason_assist.assist.compile.shape import Kind, Shape
from flowmason_assist.assist.compile.steps import Control, Steps
from flowmason_assist.assist.compile.wants import wants_of
from flowmason_assist.assist.plan.plan import Plan, Reference
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.engine.json_value import Json

_CONTROLS: Mapping[str, Control] = MappingProxyType(
    {
        "foreach": foreach,
        "conditional": conditional,
        "router": router,
        "trycatch": trycatch,
        "return": ending,
    }
)
_LONGEST_DESCRIPTION = 300
_COLUMN, _ROW = 260, 140


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pipeline, as text and as the object that it says, with remarks for who asked for it."""

    text: str
    document: dict[str, Json]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Stages, the inputs that they read, and which of them gives the result."""

    build: Build
    shapes: Mapping[str, Shape]
    output: str | None


def compile_plan(plan: Plan, catalogue: Catalogue, request: str = "") -> Compiled:
    """Give the pipeline for a plan that `check_plan` finds nothing wrong with."""
    made = make_stages(plan, catalogue, request)
    document = _document(made.build, made.shapes, made.output, request)
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return Compiled(text, document, tuple(made.build.notes))


def make_stages(
    plan: Plan, catalogue: Catalogue, request: str, around: Surroundings | None = None
) -> Made:
    """Give the stages for a plan, as a pipeline of their own or as an addition to another one."""
    shapes: Mapping[str, Shape] = {}
    nodes = nodes_of(plan)
    outputs = results(plan, nodes)
    nodes = arrange(nodes)
    given = around.given if around else {}
    names = input_names((name for name in plan.inputs if name not in given), request)
    for _ in range(2):
        build = Build(catalogue, request, names, shapes, wants_of(nodes), around)
        scope = Scope({})
        last = Steps(build, _CONTROLS).run(nodes, scope)
        output = _output(outputs, build, scope, last)
        shapes = build.uses.shapes()
    return Made(build, shapes, output)


def stage_document(stage: Stage) -> dict[str, Json]:
    """Give a stage as it stands in a file."""
    document: dict[str, Json] = {"id": stage.id, "component_type": stage.component}
    if stage.depends_on:
        document["depends_on"] = [*stage.depends_on]
    return {**document, "config": stage.config}


def _output(
    outputs: Iterable[Reference], build: Build, scope: Scope, last: Result | None
) -> str | None:
    """Give the stage whose output is the run's, made where there is none."""
    chosen: list[Given] = []
    for reference in outputs:
        if reference.origin == "input":
            chosen.append(build.input(reference.name or ""))
        elif reference.step in scope.results:
            chosen.extend(scope.results[reference.step].main)
    if not chosen and last is not None:
        chosen = list(last.main)
    if len(chosen) == 1 and chosen[0].stage in {stage.id for stage in build.stages}:
        only = chosen[0]
        if set(only.guards) <= set(scope.guards):
            return only.stage
    if not chosen:
        return build.stages[-1].id if build.stages else None
    if len(chosen) == 1:
        return build.read(scope, chosen[0]).stage
    data: dict[str, Json] = {}
    for given in chosen:
        name = identifier(given.noun, "value")
        name = name if name not in data else f"{name}_{len(data) + 1}"
        data[name] = build.read(scope, given).template
    return build.emit(scope, "result", "json_transform", {"data": data})


def _document(
    build: Build, shapes: Mapping[str, Shape], output: str | None, request: str
) -> dict[str, Json]:
    title = _title(build.stages)
    properties: dict[str, Json] = {
        name: input_schema(name, shape) for name, shape in shapes.items()
    }
    document: dict[str, Json] = {
        "id": re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "pipeline",
        "name": title,
        "version": "1.0.0",
        "description": _description(request, title),
    }
    if properties:
        required: list[Json] = list(properties)
        document["input_schema"] = {
            "type": "object",
            "properties": properties,
            "required": required,
        }
    positions = _positions(build.stages)
    document["stages"] = [
        {**stage_document(stage), "position": positions[stage.id]} for stage in build.stages
    ]
    if output is not None:
        document["output_stage_id"] = output
    return document


def input_schema(name: str, shape: Shape) -> dict[str, Json]:
    """Give the schema of an input."""
    schema = shape.schema()
    if shape.kind is Kind.TEXT and name.endswith("url"):
        schema["format"] = "uri"
    return schema


def _title(stages: list[Stage]) -> str:
    names = [stage.id.replace("-", " ") for stage in stages if not stage.depends_on]
    names += [stage.id.replace("-", " ") for stage in stages if stage.depends_on]
    said = ", ".join(dict.fromkeys(names[:3]))
    return said[:1].upper() + said[1:] if said else "Pipeline"


def _description(request: str, title: str) -> str:
    said = " ".join(request.split()).replace("{{", "{ {")
    if not said:
        return f"{title}."
    # Half of an address would be another one, which nobody asked for.
    return shorten(said, _LONGEST_DESCRIPTION, placeholder=" …")


def _positions(stages: list[Stage]) -> dict[str, Json]:
    column: dict[str, int] = {}
    taken: dict[int, int] = {}
    positions: dict[str, Json] = {}
    for stage in stages:
        column[stage.id] = 1 + max((column[each] for each in stage.depends_on), default=-1)
        row = taken.get(column[stage.id], 0)
        taken[column[stage.id]] = row + 1
        positions[stage.id] = {"x": column[stage.id] * _COLUMN, "y": row * _ROW}
    return positions
