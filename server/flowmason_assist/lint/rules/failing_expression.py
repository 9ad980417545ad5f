"""
An expression fails whenever the engine evaluates it.

It sees only the variables that its component gives it: `value`, `item` or `data`, but no inputs
and no stages. The failure is swallowed: a condition counts as false, a filter drops every item,
and no error tells. Only the word `data` in a filter for the items of a list fails the stage.

## Example

    { "component_type": "foreach",
      "config": { "items": "{{input.orders}}", "filter_expression": "order.total > 10" } }

## Instead

    { "component_type": "foreach",
      "config": { "items": "{{input.orders}}", "filter_expression": "item['total'] > 10" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.expr.condition_nodes import Condition, ConditionProblem, ConditionProblemKind
from flowmason_assist.expr.filter_array import filter_array_problems
from flowmason_assist.lint.expressions import (
    Expression,
    conditions,
    problem_words,
    works_on_items,
)
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM417", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for expression, condition in conditions(view):
        if condition.refused:
            continue  # See invalid_expression.
        for problem in _problems(view, expression, condition):
            message = f'"{expression.parameter.name}": {problem_words(problem)}'
            fix = expression.correction(problem.span, problem.suggestion)
            severity = None if problem.certain else Severity.WARNING
            yield Match(expression.place(problem.span), message, fix, severity=severity)


def _problems(
    view: StageView, expression: Expression, condition: Condition
) -> Iterator[ConditionProblem]:
    known = expression.parameter.input
    if known and known.names_when and works_on_items(view):
        words = list(filter_array_problems(expression.text))
        if words:
            yield from words
            return
    for problem in condition.problems:
        is_identity = problem.kind is ConditionProblemKind.IDENTITY
        yield problem if problem.certain and not is_identity else _doubtful(problem)


def _doubtful(problem: ConditionProblem) -> ConditionProblem:
    return ConditionProblem(
        problem.kind, problem.span, problem.text, certain=False, suggestion=problem.suggestion
    )
