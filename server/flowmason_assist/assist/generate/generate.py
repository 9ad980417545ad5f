"""
From words to a pipeline that runs.

A model plans, our own rules plan as well; the plan that accounts for more of the request is
compiled, checked and run. What does not hold is not offered.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.generate.coverage import Coverage, coverage
from flowmason_assist.assist.generate.generated import Generated, Prove, Status
from flowmason_assist.assist.generate.guard import is_foreign, settled
from flowmason_assist.assist.generate.words import QUESTIONS, REFUSALS, unmet_words
from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.assist.plan.vocabulary import described
from flowmason_assist.assist.prompt import request as ask
from flowmason_assist.assist.understand.grammar import grammar
from flowmason_assist.assist.understand.planner import (
    Understood,
    nano_prompt,
    read_nano,
    understand,
)
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Dialect, Reply, Request, Task

MOST_QUESTIONS = 3
MOST_REPAIRS = 2
_LIKELY_SCOPE = 0.5
_REPAIR_TEMPERATURE = 0.6


@dataclass(frozen=True, slots=True)
class _Draft:
    """A plan, how well it covers the request, and how sure its author is."""

    plan: Plan
    coverage: Coverage
    certainty: float

    @property
    def rank(self) -> float:
        return self.coverage.score + 0.2 * self.certainty


def generate(request: str, catalogue: Catalogue, prove: Prove) -> Task[Generated]:
    """Answer a request with a pipeline that was proven, with questions, or with a refusal."""
    answer = settled(request)
    if answer is not None:
        return answer
    understood = understand(request)
    drafts: list[_Draft] = []
    fault = ""
    for attempt in range(1 + MOST_REPAIRS):
        try:
            reply = yield _question(understood, attempt, fault)
        except ModelError as error:
            fault = str(error)
            break
        plan = _read(understood, reply)
        if plan is not None:
            drafts.append(_draft(understood, plan, math.exp(reply.logprob or 0.0)))
        found = _best(understood, drafts, catalogue, prove)
        if found.status is not Status.FAILED:
            return found
        fault = found.reason
    if not drafts:
        return Generated(
            Status.NEEDS_CLARIFICATION,
            reason=f"the model on this machine reads English only ({fault})",
            questions=("Could you say it in English?",),
        )
    return _best(understood, drafts, catalogue, prove)


def _question(understood: Understood, attempt: int, fault: str) -> Request:
    asked = ask(
        "generate",
        {"request": understood.request, "components": described(), "fault": fault or "none"},
        raw=None if is_foreign(understood.request) else nano_prompt(understood),
        grammar=grammar(understood.slots),
    )
    return replace(asked, temperature=_REPAIR_TEMPERATURE if attempt else 0.0, seed=attempt)


def _read(understood: Understood, reply: Reply) -> Plan | None:
    if reply.dialect is Dialect.NANO:
        return read_nano(understood, reply.text)
    try:
        return Plan.model_validate(json.loads(reply.text))
    except (ValueError, ValidationError):
        return None


def _draft(understood: Understood, plan: Plan, certainty: float) -> _Draft:
    return _Draft(plan, coverage(understood, plan), certainty)


def _best(
    understood: Understood, drafts: list[_Draft], catalogue: Catalogue, prove: Prove
) -> Generated:
    """Give what the best draft comes to; the next one counts where it does not hold."""
    failed: Generated | None = None
    for draft in _ordered(understood, drafts):
        found = _outcome(understood, draft, catalogue, prove)
        if found.status is not Status.FAILED:
            return found
        failed = failed or found
    return failed or Generated(Status.FAILED, reason="no plan was found for this request")


def _ordered(understood: Understood, drafts: list[_Draft]) -> Iterator[_Draft]:
    """Give drafts by rank; where the request is likely out of scope, those that say so first."""
    scope = max(understood.candidates.scope.values(), default=0.0)

    def key(draft: _Draft) -> tuple[bool, float]:
        is_declined = not draft.plan.steps
        return is_declined == (scope >= _LIKELY_SCOPE), draft.rank

    yield from sorted(drafts, key=key, reverse=True)


def _outcome(
    understood: Understood, draft: _Draft, catalogue: Catalogue, prove: Prove
) -> Generated:
    plan = draft.plan
    unmet = tuple(map(unmet_words, plan.unmet))
    found = Generated(Status.OK, plan=plan, unmet=unmet, confidence=_confidence(draft))
    if plan.refusal is not None:
        return replace(found, status=Status.REFUSED, reason=REFUSALS[plan.refusal])
    if plan.questions:
        questions = tuple(QUESTIONS[each] for each in plan.questions)[:MOST_QUESTIONS]
        return replace(found, status=Status.NEEDS_CLARIFICATION, questions=questions)
    if not plan.steps:
        reason = "nothing in it can be done by a component" if unmet else "it asks for no step"
        return replace(found, status=Status.REFUSED, reason=reason)
    problems = check_plan(plan)
    if problems:
        return replace(found, status=Status.FAILED, reason=problems[0].message)
    return _proven(found, plan, understood, catalogue, prove)


def _proven(
    found: Generated, plan: Plan, understood: Understood, catalogue: Catalogue, prove: Prove
) -> Generated:
    compiled = compile_plan(plan, catalogue, understood.request)
    proof = prove(compiled.text)
    found = replace(found, proof=proof, notes=compiled.notes)
    if proof.holds:
        return replace(found, pipeline=compiled.text)
    shown = format_plan(plan).strip()
    reason = f"the pipeline does not hold ({proof.message or 'lint objects'}): {shown}"
    return replace(found, status=Status.FAILED, reason=reason)


def _confidence(draft: _Draft) -> float:
    return round(draft.coverage.score * (0.5 + 0.5 * draft.certainty), 3)
