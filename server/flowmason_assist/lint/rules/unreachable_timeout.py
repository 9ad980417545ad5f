"""
A timeout is longer than the engine lets the stage run.

The engine ends every stage after a time that its component sets; a longer timeout inside never
takes effect, and the error names the engine's limit.

## Example

    { "component_type": "http_request", "config": { "url": "{{input.url}}", "timeout": 120 } }

## Instead

    { "component_type": "http_request", "config": { "url": "{{input.url}}", "timeout": 60 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM427", severity=Severity.INFO)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    parameter = view.facts.parameter("timeout")
    if component is None or parameter is None or parameter.input is None:
        return
    if parameter.input.role is not Role.SECONDS or not component.usable:
        return
    limit, seconds = component.timeout_seconds, view.settled(parameter)
    if not isinstance(seconds, int | float) or seconds <= limit:
        return
    if view.reader.honors_timeouts and view.facts.stage.member("timeout_ms"):
        return
    fits = parameter.input.maximum is None or seconds <= parameter.input.maximum
    if fits:  # Else see out_of_range.
        message = f"the engine ends {component.name} after {limit:g} s, whatever this says"
        yield Match(parameter.value.span, message)
