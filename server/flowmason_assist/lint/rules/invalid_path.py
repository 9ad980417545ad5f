"""
A data path holds something that no path can hold, so that it leads to nothing.

Paths are keys joined by dots, with whole numbers in brackets: `items[0].name`. What begins with
`$`, has a wildcard or a quoted key, gives null, and no error tells.

## Example

    { "component_type": "json_transform",
      "config": { "data": "{{input}}", "mapping": { "names": "$.users[*].name" } } }

## Instead

    { "component_type": "json_transform",
      "config": { "data": "{{input}}", "jmespath_expression": "{names: users[*].name}" } }
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.paths import PathProblemKind, parse_path
from flowmason_assist.lint.expressions import Expression, expressions
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM422", severity=Severity.ERROR)

_WORDS: Mapping[PathProblemKind, str] = {
    PathProblemKind.BAD_INDEX: "takes only whole numbers in brackets: this gives null",
    PathProblemKind.OPEN_INDEX: "looks for a key with a bracket in its name",
    PathProblemKind.BLANK: "looks for a key with blanks around it",
}
_DOUBTFUL = frozenset({PathProblemKind.OPEN_INDEX, PathProblemKind.BLANK})
_ROOT = "$"


def check_stage(view: StageView) -> Iterator[Match]:
    for role in (Role.PATH_MAP, Role.DATA_PATH):
        for expression in expressions(view, role):
            if "{{" not in expression.text:
                yield from _matches(expression)


def _matches(expression: Expression) -> Iterator[Match]:
    text, name = expression.text, expression.parameter.name
    if text == _ROOT or text.startswith((f"{_ROOT}.", f"{_ROOT}[")):
        span = Span(0, 2 if text.startswith(f"{_ROOT}.") else 1)
        message = f'"{name}" looks for a key "$": paths begin with the first key'
        fix = expression.correction(span, "" if text != _ROOT else None)
        yield Match(expression.place(span), message, fix)
        return
    for problem in parse_path(text).problems:
        if problem.kind in _WORDS:
            severity = Severity.WARNING if problem.kind in _DOUBTFUL else None
            message = f'"{name}" {_WORDS[problem.kind]}'
            yield Match(expression.place(problem.span), message, severity=severity)
