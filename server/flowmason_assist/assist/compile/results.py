"""What a run gives where its plan does not say: all that it makes and nothing reads."""

from collections.abc import Sequence
from typing import Final

from flowmason_assist.assist.compile.node import Node, references, walk
from flowmason_assist.assist.plan.places import step_reference
from flowmason_assist.assist.plan.plan import Plan, Reference

_MAKING: Final = frozenset(
    {
        *("generator", "analyzer", "summarizer", "translator", "rewriter", "improver", "chat"),
        *("critic", "selector", "combiner", "embedder"),
        *("aggregate", "filter", "pandas", "sql", "join", "json_transform"),
    }
)
"""Components that are asked for their result alone, since they change nothing."""


def results(plan: Plan, nodes: Sequence[Node]) -> tuple[Reference, ...]:
    """
    Give what the run of a plan gives; nothing where that is the result of the last step.

    "Both in French and in Dutch" makes two texts, and whoever asks for two wants both.
    """
    if plan.output or not nodes:
        return plan.output
    read = {reference.step for reference in references(tuple(nodes))}
    made = [node for node in nodes if node.component in _MAKING and node.number not in read]
    last = nodes[-1]
    if made and last not in made and any(node.component in _MAKING for node in walk((last,))):
        made.append(last)
    return tuple(step_reference(node.number) for node in made if made != [last])
