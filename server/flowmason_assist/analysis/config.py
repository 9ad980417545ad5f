"""How the parameters of a stage and the inputs of its component match by name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.coerce import misfit
from flowmason_assist.analysis.readers import Reader
from flowmason_assist.analysis.stage_facts import Parameter, StageFacts
from flowmason_assist.catalogue.component import Input
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.span import Span

MODEL_SETTINGS = frozenset(
    {
        *("provider", "model", "model_name", "model_id", "llm", "llm_settings", "llm_config"),
        *("model_settings", "model_config", "temperature", "max_tokens", "top_p", "top_k"),
        *("frequency_penalty", "presence_penalty", "stop", "stop_sequences", "seed"),
        *("max_output_tokens", "max_completion_tokens", "response_format", "system_prompt"),
    }
)
"""Names under which people set a model, whether or not a component knows them."""

STAGE_KEYS = frozenset(
    {"depends_on", "timeout_ms", "retry_config", "on_error", "component_type", "input_mapping"}
)
"""Keys that belong on the stage, not among its parameters."""


class Evidence(Enum):
    """Why an unknown name seems to mean an input."""

    SPELLING = "spelling"  # The same letters in another spelling.
    SYNONYM = "synonym"
    LIKENESS = "likeness"
    ONLY_ONE = "only_one"  # One name is unknown and one input is missing.


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A parameter that the component does not know, and the unset input that it seems to mean."""

    parameter: Parameter
    meant: Input
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ParameterNames:
    """What is wrong with the names of a stage's parameters."""

    misnamed: tuple[Misnamed, ...]
    unknown: tuple[Parameter, ...]
    missing: tuple[Input, ...]  # Required, not set, and not meant by any other name.


def compare_names(facts: StageFacts) -> ParameterNames:
    """Match the parameters of a stage with the inputs of its component."""
    component = facts.component
    if component is None or not (component.registered or component.source):
        return ParameterNames((), (), ())
    set_names = {parameter.name for parameter in facts.parameters}
    free = [each for each in component.inputs if each.name not in set_names]
    unknown = [each for each in facts.parameters if each.input is None]
    misnamed = list(_misnamed(unknown, free)) if unknown else []
    for each in misnamed:
        unknown.remove(each.parameter)
        free.remove(each.meant)
    missing = [each for each in free if each.required]
    guesses = [each for each in unknown if each.name not in MODEL_SETTINGS | STAGE_KEYS]
    if len(missing) == 1 and len(guesses) == 1 and _could_hold(missing[0], guesses[0].value):
        misnamed.append(Misnamed(guesses[0], missing.pop(), Evidence.ONLY_ONE))
        unknown.remove(guesses[0])
    return ParameterNames(tuple(misnamed), tuple(unknown), tuple(missing))


def operands(facts: StageFacts) -> frozenset[str]:
    """Give the inputs that the chosen operation asks for."""
    component = facts.component
    operation = component.operation(facts.text("operation") or "") if component else None
    return (
        frozenset(name for need in operation.needs for name in need) if operation else frozenset()
    )


def parameters_span(facts: StageFacts, reader: Reader) -> Span:
    """Give the place for what is missing among the parameters: the key that holds them."""
    for key in reversed(reader.parameter_keys):
        member = facts.stage.member(key)
        if member is not None:
            return member.key.span
    return facts.stage.name_span


def _could_hold(known: Input, value: Node) -> bool:
    return value.kind is NodeKind.STRING or misfit(value.to_python(), known.type) is None


def _misnamed(unknown: Iterable[Parameter], free: Iterable[Input]) -> Iterator[Misnamed]:
    waiting = sorted(free, key=lambda each: not each.required)
    found: dict[Parameter, Misnamed] = {}
    for evidence in (Evidence.SPELLING, Evidence.SYNONYM, Evidence.LIKENESS):
        for parameter in unknown:
            if parameter in found:
                continue
            meant = next((each for each in waiting if _means(parameter.name, each, evidence)), None)
            if meant is not None:
                waiting.remove(meant)
                found[parameter] = Misnamed(parameter, meant, evidence)
    yield from found.values()


def _means(name: str, known: Input, evidence: Evidence) -> bool:
    match evidence:
        case Evidence.SPELLING:
            return _letters(name) == _letters(known.name)
        case Evidence.SYNONYM:
            return name.lower().replace("-", "_") in known.synonyms
        case _:
            return looks_like(name.lower(), known.name)


def looks_like(name: str, known: str) -> bool:
    """Tell whether one name is the other with a typing mistake or two."""
    if is_one_typo(name, known):
        return True
    from difflib import SequenceMatcher

    shortest = 5  # Shorter names resemble each other too easily.
    if min(len(name), len(known)) < shortest or abs(len(name) - len(known)) > shortest:
        return False
    return SequenceMatcher(None, name, known).ratio() >= 0.8  # noqa: PLR2004 - one in five


def is_one_typo(name: str, known: str) -> bool:
    """Tell whether one letter was added, dropped, replaced, or swapped with its neighbor."""
    if name == known or min(len(name), len(known)) < 2:  # noqa: PLR2004 - nothing to go by
        return False
    start = next(
        (at for at, pair in enumerate(zip(name, known, strict=False)) if pair[0] != pair[1]), None
    )
    if start is None:
        return abs(len(name) - len(known)) == 1
    swapped = name[start + 1 : start + 2] + name[start] + name[start + 2 :]
    if known[start:] in (name[start + 1 :], swapped) or name[start:] == known[start + 1 :]:
        return True
    is_long = len(name) > 4  # noqa: PLR2004 - "data" and "date" are two words
    return is_long and name[start + 1 :] == known[start + 1 :]


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
