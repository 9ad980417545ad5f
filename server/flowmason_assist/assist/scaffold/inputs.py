"""Input for a pipeline, made from what it declares and from what its templates read."""

import re
from collections.abc import Callable
from typing import Any, cast

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.types import Type
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.sample import sample_from_schema
from flowmason_assist.syntax.tree import Node

_JSON_NAMES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "object": "object",
}


Run = Callable[[dict[str, Any] | None], DryRun]
"""Runs the pipeline on an input; without one the engine's process makes its own."""


def input_that_runs(facts: Facts, run: Run) -> DryRun:
    """
    Give a run of the pipeline on an input made for it, the first that ends well.

    What the engine's process makes knows the shapes that components want, but only of inputs
    that the file declares; so both are tried, and then both together.
    """
    made = make_input(facts)
    first = run(made)
    if first.runs:
        return first
    second = run(None)
    if second.runs or not isinstance(second.input, dict):
        return second if second.runs else first
    both = run({**made, **second.input})
    return both if both.runs else first


def make_input(facts: Facts) -> dict[str, Any]:
    """
    Give an input for a pipeline, from the file alone.

    Samples in the file count first, then `input_schema`; what only templates read is added with
    the type that the setting wants where it stands.
    """
    schema = _value(facts.pipeline.root.get("input_schema"))
    made = cast("dict[str, Any]", sample_from_schema(schema) if isinstance(schema, dict) else {})
    for stage in facts.stages:
        for reference in stage.references:
            if reference.root == "input" and len(reference.names) > 1:
                _add(made, reference)
    sample = _value(facts.pipeline.root.get("sample_input"))
    return {**made, **sample} if isinstance(sample, dict) else made


def _add(made: dict[str, Any], reference: Reference) -> None:
    *holders, last = reference.names[1:]
    place = made
    for name in holders:
        below = place.setdefault(name, {})
        if not isinstance(below, dict):
            return
        place = below
    if last not in place:
        place[last] = _sample(reference, last)


def _sample(reference: Reference, name: str) -> object:
    wanted = reference.parameter.input
    kind = wanted.type if wanted and reference.template.whole else None
    return sample_from_schema(_schema(kind), re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))


def _schema(kind: Type | None) -> dict[str, object]:
    """Give the schema for what a setting takes; text where anything goes."""
    if kind is None or kind.name == "any":
        return {"type": "string"}
    inner = kind.required
    if inner.name == "list":
        items = inner.args[0] if inner.args else None
        return {"type": "array", "items": _schema(items)}
    return {"type": _JSON_NAMES.get(inner.name, "string")}


def _value(node: Node | None) -> object:
    return node.to_python() if node is not None else None
