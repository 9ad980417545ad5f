"""
A component is registered but cannot do its work from a pipeline file.

`parallel`, `retry` and `timeout` expect Python functions, `subpipeline` is never carried out by
any runner, and `break_loop` and `continue_loop` fail the run instead of steering a loop.

## Example

    { "component_type": "subpipeline", "config": { "pipeline_id": "clean-up" } }

## Instead

Put the stages into this pipeline. For errors use `trycatch`, for several items `foreach`.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.pasted import FALSE_WORDS
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM510", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    facts = view.facts
    component = facts.component
    if component is None or component.usable or facts.component_name is None:
        return
    why = component.pitfalls[0].rstrip(".") if component.pitfalls else "it cannot work from JSON"
    condition = facts.parameter("condition")
    never = condition is not None and str(condition.value.value).lower() in FALSE_WORDS
    message = f'"{component.name}" cannot work in a pipeline file: {why}'
    severity = Severity.WARNING if never else Severity.ERROR
    yield Match(facts.component_name.span, message, severity=severity)
