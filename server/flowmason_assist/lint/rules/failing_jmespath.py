"""
A JMESPath function does not take what the data brings, so that the stage fails.

The functions of JMESPath convert nothing: `sum` takes numbers, `length` takes no number, and
`sort_by` takes keys of one type. Whether the data is right shows where it is written down, in
the stage or in the sample input.

## Example

    { "component_type": "json_transform",
      "config": { "data": [{ "n": "1" }], "jmespath_expression": "sum([].n)" } }

## Instead

    { "component_type": "json_transform",
      "config": { "data": [{ "n": "1" }], "jmespath_expression": "sum([].to_number(n))" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.jmespath_expression import failure_on, parse_jmespath
from flowmason_assist.lint.expressions import expressions
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM432", severity=Severity.ERROR, fails=True)


def check_stage(view: StageView) -> Iterator[Match]:
    for expression in expressions(view, Role.JMESPATH):
        data = view.exact(view.facts.parameter("data"))
        # Text may be parsed as JSON before the expression sees it.
        if data is UNKNOWN or isinstance(data, str) or "{{" in expression.text:
            continue
        if parse_jmespath(expression.text).problems:
            continue  # See invalid_jmespath.
        reason = failure_on(expression.text, data)
        if reason is not None:
            place = expression.place(Span(0, len(expression.text)))
            yield Match(place, f'"{expression.parameter.name}" fails on this data: {reason}')
