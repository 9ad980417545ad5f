"""What the model calls of a pipeline take, roughly, before anything runs."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.assist.suggest.nodes import PromptNode, prompt_nodes
from flowmason_assist.assist.suggest.suggestion import Estimate

CHARACTERS_PER_TOKEN = 4
TOKENS_PER_SECOND = 50


def estimates(facts: Facts) -> Iterator[Estimate]:
    """Give an estimate for each stage whose prompt stands in the file."""
    for node in prompt_nodes(facts):
        tokens = _most_tokens(node)
        yield Estimate(
            stage=node.id,
            calls=None if _is_in_loop(node) else 1,
            prompt_tokens=len(node.everything) // CHARACTERS_PER_TOKEN,
            most_answer_tokens=tokens,
            most_seconds=round(tokens / TOKENS_PER_SECOND, 1),
        )


def _most_tokens(node: PromptNode) -> int:
    component = node.view.facts.component
    if component is None:
        return 0
    if component.model_call and component.model_call.max_tokens:
        return component.model_call.max_tokens
    written = node.view.exact(node.view.facts.parameter("max_tokens"))
    known = component.input("max_tokens")
    default = known.default if known else 0
    value = written if isinstance(written, int) else default
    return value if isinstance(value, int) else 0


def _is_in_loop(node: PromptNode) -> bool:
    return any(each.part is Part.LOOP for each in node.facts.flow.memberships.get(node.id, ()))
