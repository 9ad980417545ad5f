"""
An object has the same key twice.

Readers keep the last one and drop the others without a word.

## Example

    { "config": { "prompt": "Write", "prompt": "Write well" } }

## Instead

    { "config": { "prompt": "Write well" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity, Tag
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM008", severity=Severity.WARNING, tag=Tag.UNNECESSARY)

# Keys whose loss takes a stage or all that it was given with it.
_HOLDERS = frozenset({"stages", "config", "input_mapping", "depends_on", "id", "component_type"})


def check_pipeline(facts: Facts) -> Iterator[Match]:
    for problem in facts.document.problems:
        if problem.kind is ProblemKind.DUPLICATE_KEY:
            name = problem.span.of(facts.document.text).strip('"')
            severity = Severity.ERROR if name in _HOLDERS else None
            yield Match(problem.span, problem.message, severity=severity)
