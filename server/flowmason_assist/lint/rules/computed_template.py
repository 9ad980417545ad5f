"""
A template computes something, but templates only hold plain paths.

There are no operators, filters, calls, indexes, quotes or defaults between the braces: all of
it becomes part of a key that does not exist, and the stage fails. A `json_transform` stage can
index and compute.

## Example

    { "config": { "prompt": "First: {{input.items[0]}}, again: {{input.name | upper}}" } }

## Instead

    { "id": "first", "component_type": "json_transform",
      "config": { "data": "{{input}}", "jmespath_expression": "items[0]" } },
    { "depends_on": ["first"], "config": { "prompt": "First: {{upstream.first.result}}" } }
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome, Resolution
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.expr.nodes import Trouble, TroubleKind
from flowmason_assist.expr.parser import intent
from flowmason_assist.lint.compute import clock_path, hoist, is_mapped
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM303", severity=Severity.ERROR)

_WORDS: Mapping[TroubleKind, str] = {
    TroubleKind.EMPTY: "the template is empty",
    TroubleKind.OPENING: "the template before it is never closed",
    TroubleKind.BRACE: "three braces: write two",
    TroubleKind.BLOCK: "templates know no blocks",
    TroubleKind.QUOTED_KEY: "templates take no quoted keys; write a dot and the key",
    TroubleKind.INDEX: "templates take no indexes; pick the item in a json_transform stage",
    TroubleKind.NUMBER: "templates cannot index a list; pick the item in a json_transform stage",
    TroubleKind.CALL: "templates call no functions",
    TroubleKind.FILTER: "templates know no filters; change the value in a stage before",
    TroubleKind.OPERATOR: "templates know no operators; compute the value in a stage before",
    TroubleKind.LITERAL: "templates hold paths, no literals",
    TroubleKind.SPACED_DOT: "blanks around a dot become part of the key",
    TroubleKind.EMPTY_SEGMENT: "two dots in a row",
    TroubleKind.SYMBOL: "this character becomes part of the key",
}
_SPELLING = frozenset({TroubleKind.QUOTED_KEY, TroubleKind.SPACED_DOT})
_FOUND = frozenset({Outcome.FOUND, Outcome.OPTIONAL_INPUT, Outcome.UNSAMPLED_INPUT})


def check_stage(view: StageView) -> Iterator[Match]:
    troubled = {
        reference: reference.template.trouble
        for reference in view.facts.references
        if reference.template.trouble and not is_mapped(reference.parameter)
    }
    unknown = [each for each in troubled if not _is_known(view, each, view.resolve(each))]
    if not unknown or view.facts.component is None:
        return  # Behind an unknown component, see unknown_component.
    computed = [each for each in unknown if clock_path(each) is None]
    hoisted = hoist(view, computed)
    for reference in unknown:
        trouble = reference.template.trouble
        if trouble is None:
            continue
        span = trouble.span.shifted(reference.literal.start)
        message = f'"{reference.template.path_text[:60]}": {_WORDS[trouble.kind]}'
        found = view.resolve(reference).outcome is Outcome.FOUND
        doubtful = trouble.kind is TroubleKind.NUMBER and found
        fix = _fix(reference, trouble, hoisted)
        yield Match(span, message, fix, severity=Severity.WARNING if doubtful else None)


def _is_known(view: StageView, reference: Reference, resolution: Resolution) -> bool:
    """Tell whether the odd key is declared, as an input named "terms or conditions" may be."""
    names = reference.names
    if resolution.outcome not in _FOUND or names[0] != "input" or len(names) == 1:
        return False
    is_deep = len(names) > 2  # noqa: PLR2004 - root and name
    return names[1] in view.scope.inputs.fields and not (is_deep and resolution.type.name == "any")


def _fix(reference: Reference, trouble: Trouble, hoisted: Mapping[Reference, Fix]) -> Fix | None:
    clock = clock_path(reference)
    if clock is not None:
        edit = replace_text(reference.path_span, clock)
        return Fix("Write the id of the run, which tells its time", (edit,), Applicability.UNSAFE)
    if trouble.kind is TroubleKind.BRACE:
        return None
    meant = intent(reference.template)
    if meant is not None and trouble.kind in _SPELLING:
        edit = replace_text(reference.path_span, meant.path)
        return Fix(f"Write {meant.path}", (edit,), Applicability.UNSAFE)
    if reference in hoisted:
        return hoisted[reference]
    if meant is None or meant.names[:1] == ("data",):
        return None
    edit = replace_text(reference.path_span, meant.path)
    return Fix(f"Keep only {meant.path}", (edit,), Applicability.UNSAFE)
