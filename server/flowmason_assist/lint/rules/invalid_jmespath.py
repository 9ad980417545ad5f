"""
A JMESPath expression is wrong, so that the stage fails.

JMESPath has no `$`, compares with numbers in backticks, and has its own functions with a fixed
number of arguments.

## Example

    { "component_type": "json_transform",
      "config": { "data": "{{input}}", "jmespath_expression": "orders[?total > 100].id" } }

## Instead

    { "component_type": "json_transform",
      "config": { "data": "{{input}}", "jmespath_expression": "orders[?total > `100`].id" } }
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.jmespath_expression import parse_jmespath
from flowmason_assist.expr.jmespath_nodes import JmespathProblemKind
from flowmason_assist.lint.expressions import expressions
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM420", severity=Severity.ERROR)

_WORDS: Mapping[JmespathProblemKind, str] = {
    JmespathProblemKind.SYNTAX: "this is no JMESPath: {}",
    JmespathProblemKind.FUNCTION: 'JMESPath has no function "{}"',
    JmespathProblemKind.ARITY: 'the function "{}" takes another number of arguments',
    JmespathProblemKind.EXPRESSION: '"{}" wants "&" before an expression, and only there',
}


def check_stage(view: StageView) -> Iterator[Match]:
    for expression in expressions(view, Role.JMESPATH):
        for problem in parse_jmespath(expression.text).problems:
            message = f'"{expression.parameter.name}": {_WORDS[problem.kind].format(problem.text)}'
            fix = expression.correction(problem.span, problem.suggestion)
            severity = None if problem.certain else Severity.WARNING
            yield Match(expression.place(problem.span), message, fix, severity=severity)
