"""
An expression is one that the engine refuses.

Expressions are Python without assignments, lambdas, private names and most functions. The
engine swallows its own refusal: a condition counts as false, a filter drops every item, a
router keeps the value as it is, and no error tells.

## Example

    { "component_type": "conditional",
      "config": { "condition": "{{input.n}}", "condition_expression": "value > 3 && value < 9" } }

## Instead

    { "component_type": "conditional",
      "config": { "condition": "{{input.n}}", "condition_expression": "3 < value < 9" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.expressions import conditions, problem_words
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM416", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for expression, condition in conditions(view):
        problem = next((each for each in condition.problems if each.refused), None)
        if problem is None:
            continue
        message = f'"{expression.parameter.name}": {problem_words(problem)}'
        fix = expression.correction(problem.span, problem.suggestion)
        severity = None if problem.certain else Severity.WARNING
        yield Match(expression.place(problem.span), message, fix, severity=severity)
