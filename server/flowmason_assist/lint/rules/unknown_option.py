"""
A value is none of those that the component tells apart.

It takes any text and compares it later. An unknown operation or join makes the stage report
failure and give no data; an unknown style or strategy is replaced by the default in silence.

## Example

    { "component_type": "redis", "config": { "operation": "fetch", "key": "seen" } }

## Instead

    { "component_type": "redis", "config": { "operation": "get", "key": "seen" } }
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Component, Others
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Node

RULE = Rule(code="FM413", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    if component is None:
        return
    for parameter in view.facts.parameters:
        options, others = _options(parameter, component)
        value = view.settled(parameter) if options else None
        if not isinstance(value, str) or others is Others.FREE:
            continue
        any_case = parameter.input is not None and parameter.input.any_case
        written = value.strip()  # As pydantic does.
        if (written.lower() if any_case else written) in options:
            continue
        known = ", ".join(f'"{option}"' for option in options)
        message = f'"{parameter.name}": "{value}" is none of {known}'
        severity = None
        if others is Others.DEFAULT:
            message += "; it counts as unset"
            severity = Severity.WARNING
        is_written = value == parameter.value.text
        fix = _fix(parameter.value, options) if is_written else None
        yield Match(parameter.value.span, message, fix, severity=severity)


def _options(parameter: Parameter, component: Component) -> tuple[Sequence[str], Others]:
    known = parameter.input
    if known is None:
        return (), Others.FREE
    if known.name == "operation" and component.operations:
        return [each.name for each in component.operations], Others.FAILS
    return [str(each) for each in known.suggestions], known.others


def _fix(node: Node, options: Sequence[str]) -> Fix | None:
    written = node.value.strip().lower()
    close = get_close_matches(written, options, n=1, cutoff=0.6)
    if not close:
        return None
    return Fix(f'Write "{close[0]}"', (replace(node, close[0]),), Applicability.UNSAFE)
