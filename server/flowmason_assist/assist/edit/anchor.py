"""The stage behind which others are added, and what they may read there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.compile.build import Surroundings
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.shape import (
    ANY,
    FLAG,
    NUMBER,
    RECORD,
    TEXT,
    Kind,
    Shape,
)
from flowmason_assist.catalogue.component import Component, Output
from flowmason_assist.catalogue.types import Type

ANCHORED = ("text", "text2", "items", "rows", "data", "message", "question", "topic")
"""Inputs of a plan that stand for what the stage gives, unless the file declares them."""

_NODE_NOUNS = {"critic": "feedback", "analyzer": "analysis", "embedder": "embedding"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stage that others can be added behind."""

    index: int
    stage: str
    component: Component
    around: Surroundings


def anchor_at(facts: Facts, index: int) -> Anchor | None:
    """
    Give the anchor for a stage; None where nothing can be added behind it.

    That is so inside of loops, branches and try blocks, and behind stages that give nothing.
    """
    stage = facts.stages[index]
    stage_id, component = stage.id or "", stage.component
    is_plain = bool(stage_id) and facts.index_of(stage_id) == index and "." not in stage_id
    if not is_plain or component is None or facts.flow.memberships.get(stage_id):
        return None
    output = component.main_output
    if output is None:
        return None
    declared = facts.inputs.fields
    main = _given(stage_id, output, _noun(component))
    given = {name: main for name in ANCHORED if name not in declared}
    given |= _marks(stage_id, component)
    known = {name: _declared(name, facts) for name in declared}
    stages = tuple(each.id for each in facts.stages if each.id)
    return Anchor(index, stage_id, component, Surroundings(stages, {**known, **given}))


def shape_of(kind: Type) -> Shape:
    """Give the shape of values of a type, as far as the compiler tells shapes apart."""
    wanted = kind.required
    match wanted.name:
        case "str" | "literal":
            return TEXT
        case "int" | "float":
            return NUMBER
        case "bool":
            return FLAG
        case "list":
            return Shape(Kind.LIST, shape_of(wanted.args[0]) if wanted.args else ANY)
        case "dict" | "object":
            return RECORD
        case _:
            return ANY


def _given(stage: str, output: Output, noun: str) -> Given:
    may_be_null = output.type.takes_null
    shape = shape_of(output.type)
    return Given(("upstream", stage), (output.name,), shape, noun, may_be_null=may_be_null)


def _marks(stage: str, component: Component) -> Mapping[str, Given]:
    """Give the outputs that tell whether a stage succeeded, under names that plans may use."""
    named = {"success": "success", "valid": "valid", "status_code": "number"}
    return {
        name: _given(stage, output, output.name)
        for output in component.outputs
        if (name := named.get(output.name)) is not None
    }


def _declared(name: str, facts: Facts) -> Given:
    kind = facts.inputs.fields[name].type
    return Given(("input", name), (), shape_of(kind), name.replace("_", " "))


def _noun(component: Component) -> str:
    return _NODE_NOUNS.get(component.name, "text" if component.model_call else "result")
