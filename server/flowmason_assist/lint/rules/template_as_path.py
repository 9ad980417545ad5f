"""
A template stands where the component wants a plain path.

The engine puts the value in first, and the component then looks for a key of that name: what
comes out is null. Paths start inside `data`.

## Example

    { "component_type": "json_transform", "config": {
      "data": "{{upstream.fetch.body}}", "mapping": { "name": "{{upstream.fetch.body.name}}" } } }

## Instead

    { "component_type": "json_transform", "config": {
      "data": "{{upstream.fetch.body}}", "mapping": { "name": "name" } } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.compute import is_mapped, mapping_as_expression
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM423", severity=Severity.WARNING)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        known = reference.parameter.input
        if known is None or known.role not in (Role.PATH_MAP, Role.DATA_PATH):
            continue
        if reference.template.trouble:
            continue  # See template_in_mapping and computed_template.
        resolution = view.resolve(reference)
        if resolution.outcome is not Outcome.FOUND or resolution.type.name not in ("str", "any"):
            continue  # See the rules about references, and type_clash.
        message = f'"{known.name}" takes paths: this looks for a key that is named like the value'
        meant = _path_in_data(view, reference)
        yield Match(
            reference.span,
            message,
            _fix(view, reference, meant),
            severity=Severity.ERROR if meant else None,
        )


def _fix(view: StageView, reference: Reference, meant: str | None) -> Fix | None:
    if meant is not None:
        edit = replace(reference.literal, meant)
        return Fix(f'Write "{meant}"', (edit,), Applicability.UNSAFE)
    edits = mapping_as_expression(view, reference.parameter)
    if not is_mapped(reference.parameter) or not edits:
        return None
    return Fix("Write a JMESPath expression", edits, Applicability.UNSAFE)


def _path_in_data(view: StageView, reference: Reference) -> str | None:
    """Give the rest of a template that begins like the one that gives the data."""
    source = view.facts.parameter("data") or view.facts.parameter("value")
    for other in view.facts.references:
        is_source = source is not None and other.literal is source.value
        if not is_source or not other.template.whole or not reference.template.whole:
            continue
        count = len(other.names)
        if reference.names[:count] == other.names and len(reference.names) > count:
            return ".".join(reference.names[count:])
    return None
