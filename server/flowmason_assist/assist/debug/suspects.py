"""
Which stage a message is about.

The engine often names the stage, sometimes hides it and now and then names the wrong thing.
So every clue counts: what is named, what is quoted, what fits the component, what lint finds.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flowmason_assist.analysis.facts import CERTAIN_FAILURES, Facts
from flowmason_assist.analysis.stage_facts import Reference, StageFacts
from flowmason_assist.assist.debug.said import Said
from flowmason_assist.engine.messages import Cause, classify
from flowmason_assist.engine.result import DryRun
from flowmason_assist.lint.engine import Linted
from flowmason_assist.lint.rule import Finding, Severity
from flowmason_assist.syntax.pointer import split

_Clue = tuple[int, float]

# Groups of messages that name the failing stage; in the others "stage" is the one that is read.
_OWN_STAGE = frozenset({"E27", "E28", "E29", "E31", "E46", "X08"})
# Groups that quote what stands in the file.
_QUOTES = ("url", "value", "condition", "type", "names", "path", "keys", "operation")
_TELLING = frozenset({"template", "key", "field", "component", "url", "stage"})
_SHORTEST_QUOTE = 3
_SHOWN_STAGE = re.compile(r"input_value=\{'id': '(?P<id>[^'\n]{1,200})'")
_LATE = 0.01  # Between equals the stage that runs first fails first.


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A message with its cause, all of the text around it, and a dry run of the same file."""

    said: Said
    cause: Cause | None
    text: str
    run: DryRun | None = None
    told: tuple[Said, ...] = ()  # All messages in the text.


def suspects(linted: Linted, evidence: Evidence) -> dict[int, float]:
    """Give the stages that something speaks for, the most likely first, with how much does."""
    facts = linted.facts
    weights: dict[int, float] = {}
    for clue in _CLUES:
        for index, weight in clue(linted, evidence):
            weights[index] = weights.get(index, 0.0) + weight
    ordered = sorted(
        weights, key=lambda index: (-weights[index] + _LATE * _wave(facts, index), index)
    )
    return {index: weights[index] for index in ordered}


def _wave(facts: Facts, index: int) -> int:
    return facts.scopes[index].wave or 0


def _named(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """What the text around the message, or the message itself, names as the failing stage."""
    cause = evidence.cause
    own = cause.groups.get("stage") if cause and cause.id in _OWN_STAGE else None
    for name in {evidence.said.stage, own} - {None}:
        index = linted.facts.index_of(str(name))
        if index is not None:
            yield index, 3.0 if _repeats(linted, index, cause) else 10.0


def _repeats(linted: Linted, index: int, cause: Cause | None) -> bool:
    """Tell whether a stage only repeats the error of one that it runs, as loops do."""
    if cause is None or not _runs_others(linted, index):
        return False
    stage = linted.facts.stages[index]
    path = cause.groups.get("template")
    is_own_template = path is not None and any(True for _ in matching(stage, path))
    name = stage.component_name.value if stage.component_name else ""
    is_own = is_own_template or name in (cause.groups.get("component"), *cause.components)
    return not is_own and (path is not None or bool(cause.components))


def _runs_others(linted: Linted, index: int) -> bool:
    runner = linted.facts.stages[index].id
    return any(
        control.membership.controller == runner
        for scope in linted.facts.scopes
        for control in scope.controls
    )


def _located(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """A place in the file that the message gives: stages.3.timeout_ms."""
    for pointer in evidence.cause.look if evidence.cause else ():
        index = stage_index(linted.facts, pointer)
        if index is not None:
            yield index, 10.0
            return


def _templates(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """Stages that hold the template that the message quotes."""
    groups: Mapping[str, str] = evidence.cause.groups if evidence.cause else {}
    path = groups.get("template")
    if path is None:
        return
    for index, stage in enumerate(linted.facts.stages):
        for reference in matching(stage, path):
            fails = linted.facts.view(index).resolve(reference).outcome in CERTAIN_FAILURES
            is_field = reference.parameter.name == groups.get("field")
            yield index, 4.0 + 2.0 * fails + 1.5 * is_field
            break


def _components(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """Stages of the component that the message, a traceback or a server's answer names."""
    cause = evidence.cause
    named = cause.groups.get("component") if cause else None
    for index, stage in enumerate(linted.facts.stages):
        name = stage.component_name.value if stage.component_name else ""
        if named is not None and name == named:
            yield index, 6.0
        if name and name in (evidence.said.component, *evidence.said.frames):
            yield index, 2.0
        if cause is not None and name in cause.components:
            yield index, 3.0


def _fields(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """Stages whose component has the input that the message names, best where it is missing."""
    groups: Mapping[str, str] = evidence.cause.groups if evidence.cause else {}
    field = groups.get("field")
    if field is None:
        return
    missing = "Field required" in evidence.said.text
    for index, stage in enumerate(linted.facts.stages):
        known = stage.component.input(field) if stage.component else None
        if known is not None:
            written = stage.parameter(field) is not None
            yield index, 1.0 + 3.0 * (missing and known.required and not written)
            yield index, 1.0 * (written and not missing)


def _quotes(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """Stages that hold a value that the message quotes."""
    groups: Mapping[str, str] = evidence.cause.groups if evidence.cause else {}
    quoted = [value for name in _QUOTES if len(value := groups.get(name, "")) >= _SHORTEST_QUOTE]
    quoted += re.findall(r"input_value=(?:'([^'\n]{3,60})'|)", evidence.said.text)[:1]
    for index, stage in enumerate(linted.facts.stages):
        if any(each and each in stage.stage.text for each in quoted):
            yield index, 3.0


def _findings(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """Stages in which lint finds an error, best one that the message is known to stand for."""
    best: dict[int, float] = {}
    for finding in linted.findings:
        index = stage_index(linted.facts, finding.pointer)
        if index is not None and finding.severity is Severity.ERROR:
            weight = 2.0 + 4.0 * is_told_of(finding, evidence.cause)
            best[index] = max(best.get(index, 0.0), weight)
    yield from best.items()


def _mentions(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """Stages whose ids stand in the text, outside of templates."""
    text = re.sub(r"upstream\.[^\s'\"}]{1,300}", " ", evidence.text)
    shown = _SHOWN_STAGE.search(text)
    for index, stage in enumerate(linted.facts.stages):
        if shown is not None and stage.id == shown["id"]:
            yield index, 8.0
        if stage.id and re.search(rf"(?<![\w.-]){re.escape(stage.id)}(?![\w-])", text):
            yield index, 1.5 if len(stage.id) >= _SHORTEST_QUOTE else 0.5


def _reproduced(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """The stage in which a dry run fails in the same way, or at all if nothing else is known."""
    run, cause = evidence.run, evidence.cause
    if run is None or run.runs or run.failed_stage is None:
        return
    index = linted.facts.index_of(run.failed_stage)
    if index is not None:
        is_known = cause is not None and not cause.is_vague
        yield index, 8.0 if is_same(run, cause) else 0.0 if is_known else 1.0


def _only(linted: Linted, evidence: Evidence) -> Iterator[_Clue]:
    """The one stage that there is, for a message that is about a stage."""
    if len(linted.facts.stages) == 1:
        is_about_one = evidence.cause is not None and evidence.cause.scope == "stage"
        yield 0, 2.0 if is_about_one else 1.0


_CLUES: tuple[Callable[[Linted, Evidence], Iterator[_Clue]], ...] = (
    *(_named, _located, _templates, _components, _fields, _quotes),
    *(_findings, _mentions, _reproduced, _only),
)


def matching(stage: StageFacts, path: str) -> Iterator[Reference]:
    """Give the templates of a stage with this path; terminals may have broken it into lines."""
    wanted = _squeezed(path)
    for reference in stage.references:
        if _squeezed(reference.template.path_text) == wanted:
            yield reference


def stage_index(facts: Facts, pointer: str) -> int | None:
    """Give the stage that a JSON Pointer leads into, counted as in the facts."""
    match split(pointer):
        case ("stages", number, *_) if number.isdigit():
            for index, placed in enumerate(facts.pipeline.stages):
                if placed.index == int(number):
                    return index
    return None


def is_told_of(finding: Finding, cause: Cause | None) -> bool:
    """Tell whether a message is what the engine says about this finding."""
    return cause is not None and finding.name in cause.rules


def is_same(run: DryRun, cause: Cause | None) -> bool:
    """Tell whether a dry run failed for the reason that the message tells."""
    found = classify(run.error_message or "", run.error_type)
    if found is None or cause is None or found.id != cause.id:
        return False
    shared = found.groups.keys() & cause.groups.keys() & _TELLING
    return all(_squeezed(found.groups[name]) == _squeezed(cause.groups[name]) for name in shared)


def _squeezed(text: str) -> str:
    """Give a text without white space: terminals break lines where they like."""
    return "".join(text.split())
