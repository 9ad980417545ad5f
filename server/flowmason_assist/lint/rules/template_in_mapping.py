"""
A mapping holds a template that cannot resolve, where a path or an expression is meant.

The values of `mapping` are paths into `data`, without braces. A template among them is resolved
first, and one that begins with `data` or computes something makes the stage fail. For more than
paths there is `jmespath_expression`.

## Example

    { "component_type": "json_transform",
      "config": { "data": "{{upstream.fetch.body}}",
                  "mapping": { "title": "{{data.title or 'none'}}" } } }

## Instead

    { "component_type": "json_transform",
      "config": { "data": { "data": "{{upstream.fetch.body}}" },
                  "jmespath_expression": "{title: (data.title || 'none')}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import Verdict, convertible
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome, Resolution
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.types import STR
from flowmason_assist.lint.compute import is_mapped, mapping_as_expression
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM319", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    references = [
        each
        for each in view.facts.references
        if is_mapped(each.parameter) and _cannot_be_a_path(each, view.resolve(each))
    ]
    if not references:
        return
    edits = mapping_as_expression(view, references[0].parameter)
    fix = Fix("Write a JMESPath expression", edits, Applicability.UNSAFE) if edits else None
    for reference in references:
        message = (
            f'"{reference.template.path_text[:60]}": a mapping holds paths into "data", '
            'without braces; use "jmespath_expression" for more'
        )
        yield Match(reference.span, message, fix)


def _cannot_be_a_path(reference: Reference, resolution: Resolution) -> bool:
    """Tell whether the template fails, or gives something else than text."""
    if reference.template.trouble or resolution.outcome is Outcome.BAD_ROOT:
        return True
    is_found = resolution.outcome is Outcome.FOUND and reference.template.whole
    return is_found and convertible(resolution.type, STR) is Verdict.NEVER
