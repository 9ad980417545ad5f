"""
A stage names a component that does not exist.

The run fails when the stage's turn comes. Names are compared letter by letter: capitals,
hyphens and versions make another name.

## Example

    { "id": "fetch", "component_type": "http-request" }

## Instead

    { "id": "fetch", "component_type": "http_request" }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.model.pipeline import Text
from flowmason_assist.text.span import Span

RULE = Rule(code="FM401", severity=Severity.ERROR)

_SEPARATORS = re.compile(r"[\s_-]+")


def check_stage(view: StageView) -> Iterator[Match]:
    name = view.facts.component_name
    if name is None or view.facts.component is not None:
        return
    meant = view.catalogue.nearest(name.value)
    advice = f'did you mean "{meant}"?' if meant else "take a component that FlowMason registers"
    message = f'there is no component "{name.value}"; {advice}'
    yield Match(name.span, message, _fix(name, meant) if meant else None)


def _fix(name: Text, meant: str) -> Fix:
    inside = Span(name.span.start + 1, name.span.end - 1)
    same = _letters(name.value) == _letters(meant)
    applicability = Applicability.SAFE if same else Applicability.UNSAFE
    return Fix(f'Write "{meant}"', (replace_text(inside, meant),), applicability)


def _letters(name: str) -> str:
    return _SEPARATORS.sub("", name).lower()
