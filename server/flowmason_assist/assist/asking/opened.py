"""Answers questions about the pipeline at hand from its facts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import Reference, StageFacts
from flowmason_assist.assist.explain.describe import account
from flowmason_assist.assist.explain.prose import stage_prose, summary
from flowmason_assist.catalogue.component import Kind, Role

# How something is done stands in the guide, whatever file is open.
_ASKS_HOW = re.compile(
    r"^\W*how (?!(?:many|does|is|are)\b)|\b(?:can|should|could) (?:i|we|you)\b", re.IGNORECASE
)
_AT_HAND = re.compile(
    r"\b(?:this|it|its|here|that)\b(?! (?:pipeline|file))|\bstage\b", re.IGNORECASE
)
_POINTS = re.compile(r"\b(?:this|the|my|our|it|here|stages?|input)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """A pipeline, and the stage and the inputs that a question names."""

    facts: Facts
    stage: StageFacts | None
    inputs: tuple[str, ...]


def about_pipeline(question: str, facts: Facts, stage: str | None = None) -> str | None:
    """
    Give the answer to a question about a pipeline, None when it asks nothing that facts tell.

    `stage` is the one that "this stage" means; a stage that the question names goes before it.
    """
    about = About(facts, _stage(question, facts, stage), _inputs(question, facts))
    names_something = about.stage is not None or about.inputs or _POINTS.search(question)
    if _ASKS_HOW.search(question) or not names_something:
        return None
    for kind in _KINDS:
        if kind.asked.search(question) and kind.fits(about):
            return kind.answer(about)
    return None


def _stage(question: str, facts: Facts, stage: str | None) -> StageFacts | None:
    by_id = {each.id: each for each in facts.stages if each.id}
    named = sorted((name for name in by_id if _names(question, name)), key=len, reverse=True)
    at_hand = stage if _AT_HAND.search(question) else None
    return by_id.get(named[0] if named else at_hand or "")


def _inputs(question: str, facts: Facts) -> tuple[str, ...]:
    return tuple(name for name in facts.inputs.fields if _names(question, name))


def _names(question: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", question, re.IGNORECASE) is not None


def _feeds(about: About) -> str:
    stage = _known(about)
    reads = [f'"{name}"' for name in _read_stages(stage)]
    inputs = [f'the input "{name}"' for name in _read(stage.references, "input")]
    variables = [f"the variable {name}" for name in _read(stage.references, "env")]
    waits = [text.value for text in stage.stage.depends_on]
    sources = [*inputs, *(f"the stage {name}" for name in reads), *variables]
    fed = f"reads {_listed(sources)}" if sources else "reads nothing from other places"
    waiting = f" It waits for {_listed(_quoted(waits))}." if waits else " It waits for no stage."
    return f'The stage "{stage.id}" {fed}.{waiting}'


def _users(about: About) -> str:
    stage = _known(about)
    readers = [each.id for each in about.facts.stages if stage.id in _read_stages(each)]
    waiting = [each.id for each in about.facts.stages if _waits_for(each, stage)]
    only_wait = [name for name in waiting if name not in readers]
    told = [
        f"{_listed(_quoted(readers))} read{_s(readers)} it" if readers else "",
        f"{_listed(_quoted(only_wait))} only wait{_s(only_wait)} for it" if only_wait else "",
    ]
    said = "; ".join(filter(None, told)) or "no stage reads it or waits for it"
    is_result = _output_stage(about.facts) == stage.id
    return f'Of "{stage.id}": {said}.' + (" Its output is the run's result." if is_result else "")


def _input_use(about: About) -> str:
    name = about.inputs[0]
    users = [each.id for each in about.facts.stages if name in _read(each.references, "input")]
    if not users:
        return f'No stage reads the input "{name}".'
    return f'The input "{name}" is read by {_listed(_quoted(users))}.'


def _needed(about: About) -> str:
    fields = about.facts.inputs.fields.values()
    if not fields:
        return "The pipeline declares no inputs, and reads none by name."
    required = [each.name for each in fields if each.required]
    optional = [each.name for each in fields if not each.required]
    told = [
        f"The pipeline needs {_listed(_quoted(required))}." if required else "",
        f"It also knows {_listed(_quoted(optional))}." if optional else "",
    ]
    return " ".join(filter(None, told))


def _result(about: About) -> str:
    output = _output_stage(about.facts)
    if output is None:
        return "The file names no `output_stage_id`: the stage that ends last gives the result."
    stage = next((each for each in about.facts.stages if each.id == output), None)
    name = stage.component_name.value if stage and stage.component_name else "an unknown component"
    return f'The result is the output of the stage "{output}" ({name}).'


def _stages(about: About) -> str:
    stages = about.facts.stages
    described = (
        f'"{each.id}" ({each.component_name.value if each.component_name else "no component"})'
        for each in stages
    )
    count = f"{len(stages)} stages" if len(stages) != 1 else "1 stage"
    return f"The pipeline has {count}: {_listed(list(described))}."


def _order(about: About) -> str:
    waves: dict[int, list[str | None]] = {}
    for stage in about.facts.stages:
        wave = about.facts.flow.waves.get(stage.id or "")
        if wave is not None:
            waves.setdefault(wave, []).append(stage.id)
    told = [
        f"{'first' if place == 0 else 'then'} {_listed(_quoted(names))}"
        for place, (_, names) in enumerate(sorted(waves.items()))
    ]
    stuck = sorted(about.facts.flow.stuck)
    rest = f" {_listed(_quoted(stuck))} can never start." if stuck else ""
    return f"The stages run in waves: {', '.join(told)}.{rest}"


def _models(about: About) -> str:
    names = [each.id for each in about.facts.stages if _kind(each) is Kind.NODE]
    if not names:
        return "No stage asks a language model."
    return f"{_listed(_quoted(names))} ask{_s(names)} a language model."


def _outside(about: About) -> str:
    nodes = [each.id for each in about.facts.stages if _kind(each) is Kind.NODE]
    others = [each.id for each in about.facts.stages if _reaches_out(each)]
    told = [
        f"{_listed(_quoted(nodes))} send{_s(nodes)} text to the model provider" if nodes else "",
        f"{_listed(_quoted(others))} reach{_es(others)} another system" if others else "",
    ]
    said = "; ".join(filter(None, told))
    return f"{said}." if said else "Nothing leaves the machine: no stage reaches another system."


def _removed(about: About) -> str:
    users = _users(about)
    name = f'"{_known(about).id}"'
    broken = "no stage" not in users or "result" in users
    told = "would break whatever names it" if broken else "breaks no other stage"
    return f"{users} Without {name}, or under another name, the pipeline {told}."


def _told(about: About) -> str:
    told = account(about.facts)
    stage = about.stage and told.stage(about.stage.id or "")
    return stage_prose(told, stage) if stage else summary(told)


def _environment(about: About) -> str:
    names = sorted({name for each in about.facts.stages for name in _read(each.references, "env")})
    if not names:
        return "The pipeline reads no environment variables."
    return f"The pipeline reads the environment variables {_listed(names)}."


def _known(about: About) -> StageFacts:
    stage = about.stage
    if stage is None:  # Those who ask have looked.
        raise LookupError("the question names no stage")
    return stage


def _read_stages(stage: StageFacts) -> list[str]:
    return _unique(each.stage for each in stage.references if each.stage)


def _read(references: Iterable[Reference], root: str) -> list[str]:
    found = (each.names[1] for each in references if each.root == root and len(each.names) > 1)
    return _unique(found)


def _waits_for(stage: StageFacts, other: StageFacts) -> bool:
    return any(text.value == other.id for text in stage.stage.depends_on)


def _output_stage(facts: Facts) -> str | None:
    text = facts.pipeline.string("output_stage_id")
    return text.value if text else None


def _kind(stage: StageFacts) -> Kind | None:
    return stage.component.kind if stage.component else None


def _reaches_out(stage: StageFacts) -> bool:
    component = stage.component
    if component is None:
        return False
    has_url = any(each.role is Role.URL for each in component.inputs)
    has_destinations = component.input("destinations") is not None
    return component.kind is Kind.CONNECTOR or has_url or has_destinations


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _quoted(names: Iterable[str | None]) -> list[str]:
    return [f'"{name}"' for name in names]


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _s(names: list[str | None]) -> str:
    return "s" if len(names) == 1 else ""


def _es(names: list[str | None]) -> str:
    return "es" if len(names) == 1 else ""


@dataclass(frozen=True, slots=True)
class _QuestionKind:
    """A kind of question, and what it must name to be answered."""

    asked: re.Pattern[str]
    answer: Callable[[About], str]
    fits: Callable[[About], bool] = lambda _: True


def _kind_of(
    words: str, answer: Callable[[About], str], fits: Callable[[About], bool] = lambda _: True
) -> _QuestionKind:
    return _QuestionKind(re.compile(words, re.IGNORECASE), answer, fits)


def _has_stage(about: About) -> bool:
    return about.stage is not None


def _has_input(about: About) -> bool:
    return bool(about.inputs)


# The first that fits counts: what names a stage goes before what is about the whole pipeline.
_KINDS = (
    _kind_of(r"\b(?:delet|remov|renam|drop|without|take out)\w*", _removed, _has_stage),
    _kind_of(
        r"\bwhat (?:does|is) .*\b(?:do|for|about)\b|\bexplain\b|\bpurpose\b|\bhow does\b|"
        r"\bwhen\b|\bcondition\b|\bskip\w*|\balways run",
        _told,
        _has_stage,
    ),
    _kind_of(
        r"\bfeeds?\b|comes? from|inputs? of|upstream of|depends? on what|"
        r"\bwhat does .* (?:read|use|need|depend on|wait for|get|take)\b",
        _feeds,
        _has_stage,
    ),
    _kind_of(
        r"\b(?:what|who|which)\b(?: stages?| steps?)? (?:us|read|depend|consum|wait|need)\w*|"
        r"\b(?:used|read|needed|consumed) (?:by|in)\b|downstream|\bafter\b|"
        r"\bwhere\b.*\b(?:used|go|goes|read|end up)\b",
        _users,
        _has_stage,
    ),
    _kind_of(r"\b(?:us(?:es?|ed)|reads?|needs?|consum\w+|where|go|goes)\b", _input_use, _has_input),
    _kind_of(r"\b(?:environment|env|secrets?)\b", _environment),
    _kind_of(r"\b(?:inputs?|parameters?|expects?|requires?)\b|\bpipeline needs?\b", _needed),
    _kind_of(r"\b(?:results?|outputs?|returns?)\b", _result),
    _kind_of(r"\b(?:order|first|last|waves?|parallel|sequence)\b", _order),
    _kind_of(r"\b(?:models?|llms?|ai)\b", _models),
    _kind_of(r"\b(?:leaves?|sent|sends?|outside|external|services?|network)\b", _outside),
    _kind_of(r"\b(?:how many|which|what|list)\b.*\b(?:stages?|steps?|components?)\b", _stages),
    _kind_of(
        r"\b(?:explain|what (?:does|is)|purpose of|summar\w+)\b.*\b(?:pipeline|file)\b", _told
    ),
)
