"""
A loop that works on several items at once mixes up its items.

With `parallel` all iterations share `{{context.<item>}}`: from the second stage of the body on
it holds whichever item was started last. The foreach's own output keeps them apart.

## Example

    { "id": "each", "component_type": "foreach",
      "config": { "parallel": true, "loop_stages": ["read", "rate"] } },
    { "id": "rate", "depends_on": ["each"], "config": { "text": "{{context.item.title}}" } }

## Instead

    { "id": "rate", "depends_on": ["each"], "config": { "text": "{{upstream.each.item.title}}" } }
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.flow import Part
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM509", severity=Severity.ERROR)

# The foreach's output knows the item by these names, whatever the loop calls it.
_OWN_NAMES: Mapping[str, str] = {"loop_item": "current_item", "loop_index": "current_index"}


def check_stage(view: StageView) -> Iterator[Match]:
    loops = [each.membership for each in view.scope.controls if each.membership.part is Part.LOOP]
    for reference in view.facts.references:
        names = reference.names
        if names[0] != "context" or names[1:2] == () or names[1] not in view.scope.shared_names:
            continue
        controller = loops[0].controller
        path = ".".join(("upstream", controller, _OWN_NAMES.get(names[1], names[1]), *names[2:]))
        message = f'iterations of "{controller}" share "{names[1]}"; read "{path}"'
        edit = replace_text(reference.path_span, path)
        fix = Fix(f"Read {path}", (edit,), Applicability.UNSAFE)
        yield Match(reference.path_span, message, fix)
