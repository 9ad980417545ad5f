"""
A required input of the component is missing.

The stage fails before it starts, also when the key stands somewhere else: only what is in
`config` reaches the component.

## Example

    { "id": "sum", "component_type": "summarizer", "config": { "style": "brief" } }

## Instead

    { "id": "sum", "component_type": "summarizer",
      "config": { "text": "{{input.text}}", "style": "brief" } }
"""

import json
from collections.abc import Iterator

from flowmason_assist.analysis.config import compare_names, parameters_span
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Input
from flowmason_assist.lint.edits import add_member, remove_member
from flowmason_assist.lint.placeholders import placeholder
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.model.pipeline import Stage
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit

RULE = Rule(code="FM404", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    stage, component = view.facts.stage, view.facts.component
    config = stage.root.get("config")
    if config is not None and config.kind is NodeKind.LITERAL and view.reader.name == "core":
        config = None  # This reader takes null for nothing at all.
    if component is None or (config is not None and config.kind is not NodeKind.OBJECT):
        return  # See misshaped_stage.
    mapped = stage.root.get("input_mapping")
    for known in compare_names(view.facts).missing:
        if mapped is not None and mapped.member(known.name) is not None:
            continue  # See input_mapping.
        message = f'{component.name} needs "{known.name}": {known.description}'.rstrip(".")
        beside = stage.member(known.name)
        if beside is not None:
            message = f'"{known.name}" must stand in "config", where {component.name} looks for it'
        span = beside.key.span if beside else parameters_span(view.facts, view.reader)
        value = beside.value.span.of(stage.text) if beside else placeholder(view, known)
        edit = _addition(stage, config, known, value)
        fix = Fix(f'Add "{known.name}"', (edit,), Applicability.UNSAFE)
        if beside is not None:
            removal = remove_member(stage.text, stage.root, beside)
            fix = Fix('Move it into "config"', (edit, removal), Applicability.UNSAFE)
        holder = stage.root.span if config is None and beside is None else None
        yield Match(span, message, fix, holder=holder)


def _addition(stage: Stage, config: Node | None, known: Input, value: str) -> Edit:
    if config is not None:
        return add_member(stage.text, config, known.name, value)
    holder = f"{{ {json.dumps(known.name)}: {value} }}"
    return add_member(stage.text, stage.root, "config", holder)
