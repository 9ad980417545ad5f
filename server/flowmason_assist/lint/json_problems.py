"""What the rules about JSON have in common: each reports one kind of problem."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Applicability, Fix, Match
from flowmason_assist.syntax.tree import ProblemKind


def report(
    facts: Facts,
    kind: ProblemKind,
    title: str,
    applicability: Applicability = Applicability.SAFE,
) -> Iterator[Match]:
    """Give a match for each problem of a kind, with its edits as a fix of this title."""
    for problem in facts.document.problems:
        if problem.kind is kind:
            fix = Fix(title, problem.edits, applicability) if problem.edits else None
            yield Match(problem.span, problem.message, fix)
