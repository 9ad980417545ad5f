"""
A component ships with FlowMason but cannot be used in a pipeline.

Its code is installed, yet the engine registers it nowhere, so that the run fails as if it did
not exist.

## Example

    { "id": "find", "component_type": "retriever" }

## Instead

Ask the service behind it in an `http_request` stage, or write a component of your own and
install it as a package.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM402", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    name, component = view.facts.component_name, view.facts.component
    if name is None or component is None or component.registered or component.source:
        return
    message = f'"{name.value}" ships with FlowMason but is not registered: the stage fails'
    yield Match(name.span, message)
