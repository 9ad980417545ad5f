"""Which temperature and token limit suit a prompt, where the engine reads them at all."""

from collections.abc import Iterator

from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.assist.suggest.kinds import Kind, kind_of
from flowmason_assist.assist.suggest.nodes import PromptNode
from flowmason_assist.assist.suggest.suggestion import Suggestion, What
from flowmason_assist.catalogue.component import Component
from flowmason_assist.lint.edits import add_member_after, replace
from flowmason_assist.text.edit import Edit

_WASTEFUL = 4  # How many times the room that an answer needs a limit may be.


def settings_suggestions(node: PromptNode) -> Iterator[Suggestion]:
    """
    Give better settings for a model call.

    Only generator passes temperature and max_tokens on; every other node has fixed ones, so
    there is nothing to suggest for them.
    """
    component = node.view.facts.component
    kind = kind_of(node.everything)
    if component is None or kind is None or component.input("temperature") is None:
        return
    yield from _temperature(node, component, kind)
    yield from _max_tokens(node, component, kind)


def _temperature(node: PromptNode, component: Component, kind: Kind) -> Iterator[Suggestion]:
    value = _number(node, component, "temperature")
    low, high = kind.temperature
    if value is None or low <= value <= high:
        return
    yield Suggestion(
        node.id,
        What.LLM_SETTINGS,
        f"Set the temperature to {kind.usual:g}",
        f"{kind.name} works best between {low:g} and {high:g}; this stage runs at {value:g}",
        (_set(node, "temperature", kind.usual),),
    )


def _max_tokens(node: PromptNode, component: Component, kind: Kind) -> Iterator[Suggestion]:
    value = _number(node, component, "max_tokens")
    if value is None or kind.max_tokens <= value <= kind.max_tokens * _WASTEFUL:
        return
    is_tight = value < kind.max_tokens
    if is_tight and node.view.facts.parameter("max_tokens") is not None:
        return  # Somebody chose a small limit: the prompt may well ask for few words.
    yield Suggestion(
        node.id,
        What.LLM_SETTINGS,
        f"Set max_tokens to {kind.max_tokens}",
        f"an answer of this kind ({kind.name}) needs about {kind.max_tokens} tokens at most; the"
        f" limit is {value:g}, and an answer that runs on costs as much",
        (_set(node, "max_tokens", kind.max_tokens),),
    )


def _number(node: PromptNode, component: Component, name: str) -> float | None:
    """Give what reaches the model; None where only a run tells."""
    parameter = node.view.facts.parameter(name)
    if parameter is not None:
        value = node.view.exact(parameter)
    else:
        known = component.input(name)
        value = known.default if known else None
    return float(value) if isinstance(value, int | float) else None


def _set(node: PromptNode, name: str, value: float) -> Edit:
    parameter: Parameter | None = node.view.facts.parameter(name)
    stage = node.view.facts.stage
    if parameter is not None:
        return node.shifted(replace(parameter.value, value))
    added = add_member_after(stage.text, node.parameter.member, name, f"{value:g}")
    return node.shifted(added)
