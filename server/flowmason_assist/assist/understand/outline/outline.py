"""The best plan for a request that can be made without a language model."""

from collections.abc import Iterator, Mapping

from flowmason_assist.assist.plan.families import STORES
from flowmason_assist.assist.plan.plan import QUESTIONS, REFUSALS, Plan, Question, Step, walk
from flowmason_assist.assist.plan.vocabulary import Kind, vocabulary
from flowmason_assist.assist.understand.doubts import unmet_in
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.outline.drafts import drafts
from flowmason_assist.assist.understand.outline.files import with_files_read
from flowmason_assist.assist.understand.outline.layout import laid_out
from flowmason_assist.assist.understand.outline.parts import parted
from flowmason_assist.assist.understand.outline.recall import without_repeated
from flowmason_assist.assist.understand.outline.settings import said
from flowmason_assist.assist.understand.outline.sources import with_material
from flowmason_assist.assist.understand.slots import from_slots
from flowmason_assist.assist.understand.understood import Understood

_REFUSED, _ASKED = 0.1, 0.05
# What these must reach where each clause surely asks for a step, and how sure that is.
_REFUSED_OF_PLAIN, _ASKED_OF_PLAIN, _PLAIN = 0.25, 0.4, 0.8
_UNMET = 0.3
# What a step must reach for anything to be asked that it lacks.
_SURE = 0.5
# Where one of these stands, nobody need ask where the data come from.
# What must be asked for where a step lacks what it needs; other steps are left out then.
_ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "http_request": ("url", "field"),
    "output_router": ("url",),
    "error_router": ("url",),
    "local_file": ("path", "pattern", "field"),
    "s3": ("bucket", "key"),
    "redis": ("key",),
    "mongodb": ("collection",),
    "postgres": ("sql", "table"),
}
"""What says where a step reads or writes; one of them at least."""
_LACKS: dict[tuple[str, str], Question] = {("translator", "to"): "language"}


def outline(understood: Understood) -> Plan:
    """Plan a request with the linear models alone; without them the plan asks for the goal."""
    if not understood.models or not understood.slots.starts:
        return Plan(questions=("goal",))
    scope = understood.candidates.scope
    least = _REFUSED_OF_PLAIN if _is_plain(understood) else _REFUSED
    refusal = next((each for each in REFUSALS if scope.get(f"refuse:{each}", 0) >= least), None)
    if refusal is not None:
        return Plan(refusal=refusal)
    understood = parted(understood)
    least = _ASKED_OF_PLAIN if _is_plain(understood) else _ASKED
    questions = [each for each in QUESTIONS if scope.get(f"ask:{each}", 0) >= least]
    unmet = [
        clause
        for clause, chances in enumerate(understood.candidates.clauses)
        if chances.get("unmet", 0) >= _UNMET
    ]
    able = [
        draft
        for draft in without_repeated(understood, drafts(understood))
        if (draft.clause not in unmet or _chance(understood, draft) >= _SURE)
        and not _lacks_literal(understood, draft)
    ]
    # A step that is doubtful is better than none, where it can be at all.
    made = [draft for draft in able if not _is_doubtful(understood, draft, questions)] or able
    if any(draft.component in STORES for draft in made):
        questions = [each for each in questions if each != "source"]
    steps = laid_out(understood, made)
    questions.extend(each for each in _missing(steps) if each not in questions)
    pointed = Plan(steps=steps, questions=tuple(questions))
    plan = with_files_read(
        with_material(from_slots(pointed, understood.slots)[0], understood.request)
    )
    unmet_words = tuple(word for clause in unmet for word in _unmet(understood, clause))
    plan = plan.model_copy(update={"unmet": unmet_words})
    if not plan.steps and not plan.unmet and not plan.questions:
        impossible = unmet_in(understood.slots)
        return Plan(unmet=impossible) if impossible else Plan(questions=("goal",))
    return plan


def _is_plain(understood: Understood) -> bool:
    """Whether each clause surely asks for something."""
    return all(
        max((clause.get(name, 0.0) for name in vocabulary()), default=0.0) >= _PLAIN
        for clause in understood.candidates.clauses
    )


def _chance(understood: Understood, draft: Draft) -> float:
    return understood.candidates.clauses[draft.clause].get(draft.component, 0.0)


def _unmet(understood: Understood, clause: int) -> tuple[str, ...]:
    """The words of a clause that ask for what cannot be done; all, if none do so by themselves."""
    words = understood.slots.words(clause)
    return unmet_in(extract(words)) or (words,)


def _lacks_literal(understood: Understood, draft: Draft) -> bool:
    """Whether a step lacks words without which it cannot be, and for which nothing is asked."""
    known = vocabulary()[draft.component].settings
    return any(not known[name].takes(Kind.REFERENCE) for name in _lacking(understood, draft))


def _lacking(understood: Understood, draft: Draft) -> list[str]:
    """The settings that a step must have and does not say."""
    said_of = said(understood, draft).settings
    known = vocabulary()[draft.component].settings
    return [name for name, setting in known.items() if setting.required and name not in said_of]


def _is_doubtful(understood: Understood, draft: Draft, questions: list[Question]) -> bool:
    """Whether a step that may not be asked for has no address, or would have to be asked about."""
    addresses = _ADDRESSES.get(draft.component, ())
    is_nowhere = bool(addresses) and not any(draft.of(name) for name in (*addresses, "input"))
    asked = {_LACKS.get((draft.component, name)) for name in _lacking(understood, draft)} - {None}
    is_open = is_nowhere or bool(asked.difference(questions))
    return is_open and _chance(understood, draft) < _SURE


def _missing(steps: tuple[Step, ...]) -> Iterator[Question]:
    """What must be asked for steps to be complete."""
    for step in walk(steps):
        for name in vocabulary()[step.component].settings:
            if name not in step.settings and (step.component, name) in _LACKS:
                yield _LACKS[step.component, name]
