"""
A key of `config` seems to mean an input that the component knows by another name.

The engine passes on only the names that the component declares and drops the others without a
word. A required input is then missing and the stage fails; otherwise what the key holds is lost.

## Example

    { "id": "sum", "component_type": "summarizer", "config": { "content": "{{input.text}}" } }

## Instead

    { "id": "sum", "component_type": "summarizer", "config": { "text": "{{input.text}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.config import (
    MODEL_SETTINGS,
    Evidence,
    Misnamed,
    compare_names,
    operands,
)
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Component, Kind, Role
from flowmason_assist.lint.edits import rename_key, wrap_in_list
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM405", severity=Severity.ERROR)

_SETTINGS = frozenset({Role.VALUE, Role.SECONDS, Role.MILLISECONDS})
_SCALARS = frozenset({"str", "int", "float", "bool", "literal"})


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    for each in compare_names(view.facts).misnamed:
        name, meant = each.parameter.name, each.meant
        advice = f'did you mean "{meant.name}"'
        if meant.required:
            advice += ", which is missing"
        message = f'{component.name if component else ""} does not know "{name}"; {advice}?'
        edits = [rename_key(each.parameter.member, meant.name)]
        if meant.role is Role.STAGE_IDS and each.parameter.value.text is not None:
            edits.append(wrap_in_list(view.facts.stage.text, each.parameter.value))
        # A running pipeline may do something else once the value arrives.
        restores = meant.required and each.evidence is not Evidence.ONLY_ONE
        applicability = Applicability.SAFE if restores else Applicability.UNSAFE
        fix = Fix(f'Write "{meant.name}"', tuple(edits), applicability)
        is_needed = meant.required or meant.name in operands(view.facts) or _steers(component)
        severity = None if is_needed or _is_lost(each) else Severity.WARNING
        yield Match(each.parameter.member.key.span, message, fix, severity=severity)


def _steers(component: Component | None) -> bool:
    """Tell whether the component decides which stages run."""
    return component is not None and component.kind is Kind.CONTROL_FLOW


def _is_lost(misnamed: Misnamed) -> bool:
    """Tell whether data or the course of the run hangs on the value, rather than a setting."""
    meant = misnamed.meant
    if meant.name in MODEL_SETTINGS:
        return False
    is_setting = meant.role in _SETTINGS and meant.type.required.name in _SCALARS
    value = misnamed.parameter.value
    holds_template = any("{{" in (node.text or "") for node in value.walk())
    return holds_template or not is_setting
