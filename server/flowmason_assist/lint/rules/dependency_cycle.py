"""
Stages wait for each other in a circle.

A stage starts when everything in its `depends_on` has finished, so a circle never starts.
The run then fails with a `TypeError` about `error_type` that names neither circle nor stage.

## Example

    { "id": "draft", "depends_on": ["review"] },
    { "id": "review", "depends_on": ["draft"] }

## Instead

    { "id": "draft" },
    { "id": "review", "depends_on": ["draft"] }
"""

from collections.abc import Iterator
from itertools import pairwise

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM203", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    for cycle in facts.flow.cycles:
        if len(cycle) == 1:
            continue  # See self_dependency.
        # The path follows depends_on; people read it in the order of the run.
        path = " -> ".join((cycle[0], *reversed(cycle)))
        for waiting, awaited in pairwise((*cycle, cycle[0])):
            index = facts.index_of(waiting)
            if index is None:
                continue
            for text in facts.stages[index].stage.depends_on:
                if text.value == awaited:
                    message = f'"{waiting}" waits for itself: {path}'
                    yield Match(facts.place(index, text.span), message)
