"""
A control stage controls nothing.

A loop without stages, a conditional without branches or a try block without stages runs and
changes nothing.

## Example

    { "id": "each", "component_type": "foreach", "config": { "items": "{{input.items}}" } }

## Instead

    { "id": "each", "component_type": "foreach",
      "config": { "items": "{{input.items}}", "loop_stages": ["summarize"] } }
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM507", severity=Severity.WARNING)

# What gives a control stage something to do.
_LISTS: Mapping[str, tuple[str, ...]] = {
    "foreach": ("loop_stages",),
    "conditional": ("true_branch_stages", "false_branch_stages"),
    "router": ("routes", "default_route"),
    "trycatch": ("try_stages",),
}


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    lists = _LISTS.get(component.name, ()) if component else ()
    if component is None or not lists:
        return
    if any(mention.list_name in lists for mention in view.facts.mentions):
        return
    given = [view.facts.parameter(name) for name in lists]
    if any(each is not None and each.value.text is not None for each in given):
        return  # A template or JSON text, which only a run can read.
    if any(parameter.input is None for parameter in view.facts.parameters):
        return  # A list under a wrong name is reported there.
    names = " or ".join(f'"{name}"' for name in lists)
    place = next((each.member.key.span for each in given if each), view.facts.stage.name_span)
    yield Match(place, f'this "{component.name}" controls nothing: list stages in {names}')
