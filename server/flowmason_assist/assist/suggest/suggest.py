"""Everything that may be made better in a pipeline, each improvement proven to do no harm."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.suggest.following import following_suggestions
from flowmason_assist.assist.suggest.nodes import prompt_nodes
from flowmason_assist.assist.suggest.prompts import prompt_suggestions
from flowmason_assist.assist.suggest.settings import settings_suggestions
from flowmason_assist.assist.suggest.suggestion import Suggestion, What
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.rule import Severity
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.text.edit import apply

Runs = Callable[[str], bool]
"""Tells whether a pipeline runs in the real engine; where there is none, always true."""

_MOST_ROUNDS = 100
ADDITIONS = frozenset({What.NEXT, What.PATTERNS})
_GRAVE = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: one stage or all, and kinds of suggestions."""

    stage: str | None = None
    whats: frozenset[What] = frozenset(What)


def suggest(linted: Linted, wanted: Wanted, runs: Runs) -> list[Suggestion]:
    """
    Give the suggestions for a pipeline, in the order of its stages.

    Those with edits were tried: the edited file has no new error or warning, and runs.
    """
    found = [each for each in _all(linted.facts, wanted.stage) if each.what in wanted.whats]
    return [each for each in (_verified(linted, each, runs) for each in found) if each]


def apply_all(linted: Linted, wanted: Wanted, runs: Runs) -> tuple[str, list[Suggestion]]:
    """
    Give the text with the suggestions applied one after the other, and which.

    After each the pipeline is looked at again, since two may want the same place. New stages are
    matters of taste: the first is added where nothing else is asked for, and never beside others.
    """
    additions = wanted.whats & ADDITIONS
    most = 1 if wanted.whats == additions else _MOST_ROUNDS
    if wanted.whats != additions:
        wanted = Wanted(wanted.stage, wanted.whats - ADDITIONS)
    applied: list[Suggestion] = []
    for _ in range(most):
        done = {(each.stage, each.title) for each in applied}
        offered = suggest(linted, wanted, runs)
        fresh = (each for each in offered if each.edits and (each.stage, each.title) not in done)
        chosen = next(fresh, None)
        if chosen is None:
            break
        applied.append(chosen)
        text = apply(linted.facts.document.text, chosen.edits)
        linted = lint(parse_document(text), linted.facts.catalogue, linted.settings)
    return linted.facts.document.text, applied


def stage_suggestions(facts: Facts, stage: str) -> Iterator[Suggestion]:
    """Give the suggestions for one stage; whether they do harm is not tried yet."""
    return (each for each in _all(facts, stage) if each.stage == stage)


def _all(facts: Facts, stage: str | None) -> Iterator[Suggestion]:
    for node in prompt_nodes(facts):
        if stage in (None, node.id):
            yield from prompt_suggestions(node)
            yield from settings_suggestions(node)
    yield from following_suggestions(facts, stage)


def _verified(linted: Linted, suggestion: Suggestion, runs: Runs) -> Suggestion | None:
    if not suggestion.edits:
        return suggestion.checked()
    text = apply(linted.facts.document.text, suggestion.edits)
    after = lint(parse_document(text), linted.facts.catalogue, linted.settings)
    is_sound = _grave(after) <= _grave(linted) and runs(text)
    return suggestion.checked() if is_sound else None


def _grave(linted: Linted) -> int:
    return sum(each.severity in _GRAVE for each in linted.findings)
