"""
A list or a text is shorter or longer than the component takes.

The stage fails before it starts: there is nothing to combine or to choose from in a list of one.

## Example

    { "component_type": "combiner", "config": { "inputs": ["{{upstream.draft.content}}"] } }

## Instead

    { "component_type": "combiner",
      "config": { "inputs": ["{{upstream.draft.content}}", "{{upstream.notes.content}}"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Input
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM411", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known = parameter.input
        if known is None or (known.min_length is None and known.max_length is None):
            continue
        value = view.settled(parameter)
        if not isinstance(value, list | str):
            continue
        wanted = _wanted(len(value), known)
        if wanted:
            things = "items" if isinstance(value, list) else "characters"
            message = f'"{known.name}" has {len(value)} {things}, but needs {wanted}'
            yield Match(parameter.value.span, message)


def _wanted(length: int, known: Input) -> str:
    if known.min_length is not None and length < known.min_length:
        return f"at least {known.min_length}"
    if known.max_length is not None and length > known.max_length:
        return f"at most {known.max_length}"
    return ""
