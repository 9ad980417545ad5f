"""What leaves the machine when a pipeline runs, and what that costs."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.assist.explain.account import Departure
from flowmason_assist.assist.explain.items import destinations
from flowmason_assist.assist.explain.words import counted, listed, quoted, value_words

# Components that speak to another machine, with the input that says to which.
_OUTSIDE = {
    "http_request": ("url", "the address"),
    "output_router": ("destinations", "its destinations"),
    "error_router": ("destinations", "its destinations"),
    "postgres": ("host", "the PostgreSQL database"),
    "mongodb": ("host", "the MongoDB database"),
    "redis": ("host", "the Redis server"),
    "s3": ("bucket", "the S3 bucket"),
}
PROVIDER = "the provider of the language model"


def departures(facts: Facts) -> Iterator[Departure]:
    """Give each stage that sends something away, and the paths of what goes along."""
    for stage in facts.stages:
        to = _to(stage)
        if to is not None and stage.id is not None and _runs(facts, stage):
            carried = dict.fromkeys(".".join(each.names) for each in stage.references)
            yield Departure(stage.id, to, tuple(carried))


def calls_model(stage: StageFacts) -> bool:
    """Tell whether a stage asks a language model."""
    return stage.component is not None and stage.component.model_call is not None


def costs(facts: Facts) -> Iterator[str]:
    """Say what makes a run expensive or slow."""
    asking = [each for each in facts.stages if calls_model(each) and _runs(facts, each)]
    if not asking:
        yield "no language model is asked"
        return
    looped = [each for each in asking if _is_looped(facts, each)]
    once = len(asking) - len(looped)
    if once:
        yield f"{counted(once, 'call')} of a language model in each run, at most"
    for each in looped:
        yield f"one call of a language model for each item, in {quoted(each.id or '')}"
    greatest = [each for each in asking if _answer_tokens(each) >= _LONG_ANSWER]
    if greatest:
        names = listed([quoted(each.id or "") for each in greatest])
        yield f"answers of up to {max(map(_answer_tokens, greatest))} tokens, in {names}"


_LONG_ANSWER = 4096


def _to(stage: StageFacts) -> str | None:
    if calls_model(stage):
        return PROVIDER
    component = stage.component.name if stage.component else ""
    if component not in _OUTSIDE:
        return None
    name, words = _OUTSIDE[component]
    parameter = stage.parameter(name)
    if parameter is not None and parameter.value.items:
        return destinations(parameter.value)
    if parameter is None or parameter.value.text is None:
        return words
    shown = value_words(parameter.value, stage.stage.text)
    return f"{words} {shown}" if shown.startswith('"') else f"{words} in {shown}"


def _runs(facts: Facts, stage: StageFacts) -> bool:
    return stage.id is not None and stage.id not in facts.flow.stuck


def _is_looped(facts: Facts, stage: StageFacts) -> bool:
    members = facts.flow.memberships.get(stage.id or "", ())
    return any(each.part is Part.LOOP and each.live for each in members)


def _answer_tokens(stage: StageFacts) -> int:
    component = stage.component
    if component is None or component.model_call is None:
        return 0
    if component.model_call.max_tokens is not None:
        return component.model_call.max_tokens
    parameter = stage.parameter("max_tokens")
    written = parameter.value.value if parameter is not None else None
    return written if isinstance(written, int) else _LONG_ANSWER
