"""
From words to a pipeline that runs.

A model plans, our own rules plan as well; the plan that accounts for more of the request is
compiled, checked and run. What does not hold is not offered.
"""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from flowmason_assist.assist.compile.compile import Compiled, compile_plan
from flowmason_assist.assist.generate.confidence import confidence
from flowmason_assist.assist.generate.coverage import Coverage, coverage
from flowmason_assist.assist.generate.generated import Generated, Prove, Status
from flowmason_assist.assist.generate.guard import (
    deletes_unasked,
    is_foreign,
    settled,
    strangers,
    without_orders,
)
from flowmason_assist.assist.generate.words import (
    NOT_FOLLOWED,
    NOT_UNDERSTOOD,
    QUESTIONS,
    REFUSALS,
    unmet_words,
)
from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.plan.plan import Plan, walk
from flowmason_assist.assist.plan.tidy import tidy
from flowmason_assist.assist.plan.vocabulary import described
from flowmason_assist.assist.prompt import request as ask
from flowmason_assist.assist.understand.doubts import unmet_in
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.grammar import grammar
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.planner import nano_prompt, read_nano
from flowmason_assist.assist.understand.understood import Understood, understand
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Dialect, Reply, Request, Task

MOST_QUESTIONS = 3
MOST_REPAIRS = 2
# How far our own rules are trusted beside a model that is sure of its plan, which counts as 1.
OWN_CERTAINTY = 0.8
_POSSIBLE_SCOPE = 0.1
_LIKELY = 0.3
_REPAIR_TEMPERATURE = 0.6


@dataclass(frozen=True, slots=True)
class _Draft:
    """A plan, how well it covers the request, how sure its author is, and what comes of it."""

    plan: Plan
    coverage: Coverage
    certainty: float
    outcome: Generated
    is_own: bool = False  # Whether it comes from our own rules.

    @property
    def declines(self) -> bool:
        """Whether the plan asks back or refuses."""
        return self.outcome.status in (Status.NEEDS_CLARIFICATION, Status.REFUSED)

    @property
    def holds(self) -> bool:
        """Whether this is an answer."""
        return self.outcome.status is not Status.FAILED

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left over that the request spells out or most likely asks for."""
        is_covered = not self.coverage.forgotten and self.coverage.components >= 1
        return self.holds and (is_covered or not self.plan.steps)

    @property
    def rank(self) -> float:
        """How good the plan is beside others."""
        return self.coverage.score + 0.2 * self.certainty


@dataclass(frozen=True, slots=True)
class Job:
    """
    How a plan becomes a pipeline, and how that is proven.

    `said` is text besides the request that may name hosts and variables: a file that is there.
    """

    make: Callable[[Plan, str], Compiled]
    prove: Prove
    said: str = ""


def generate(request: str, catalogue: Catalogue, prove: Prove) -> Task[Generated]:
    """Answer a request with a pipeline that was proven, with questions, or with a refusal."""
    job = Job(lambda plan, wish: compile_plan(plan, catalogue, wish), prove)
    return (yield from planned(request, job))


def planned(request: str, job: Job) -> Task[Generated]:
    """Plan what a request asks for, and answer with what the job makes of the best plan."""
    answer = settled(request)
    if answer is not None:
        return answer
    wish, orders = without_orders(request)
    if not wish:
        return settled("") or Generated(Status.FAILED)
    understood = understand(wish)
    drafts = list(_own(understood, job))
    own = drafts[0].plan if drafts else None
    fault = ""
    for attempt in range(1 + MOST_REPAIRS):
        try:
            reply = yield _question(understood, attempt, fault, own)
        except ModelError as error:
            fault = str(error)
            break
        plan = _read(understood, reply)
        fault = "it was no plan"
        if plan is None:
            continue
        drafts.append(_draft(understood, plan, math.exp(reply.logprob or 0.0), job))
        # Our own small model rarely mends what our own rules have right already.
        settled_by = drafts if reply.dialect is Dialect.NANO else drafts[-1:]
        if any(draft.is_complete for draft in settled_by):
            break
        fault = _fault(drafts[-1])
    if not drafts:
        return _unplanned(understood, fault)
    found = _best(understood, drafts).outcome
    unmet = (*found.unmet, *(f"{each} {NOT_FOLLOWED}" for each in orders))
    return replace(found, unmet=unmet)


def _own(understood: Understood, job: Job) -> Iterator[_Draft]:
    """Give the plan of our own rules, where they have what they are made of."""
    if understood.models and not is_foreign(understood.request):
        yield replace(_draft(understood, outline(understood), OWN_CERTAINTY, job), is_own=True)


def _unplanned(understood: Understood, fault: str) -> Generated:
    if not is_foreign(understood.request):
        return Generated(Status.FAILED, reason=f"no plan was found for this request: {fault}")
    return Generated(
        Status.NEEDS_CLARIFICATION,
        reason=f"the model on this machine reads English only ({fault})",
        questions=("Could you say it in English?",),
    )


def _question(understood: Understood, attempt: int, fault: str, own: Plan | None) -> Request:
    """Ask for a plan; our own small model is given that of our rules to improve."""
    asked = ask(
        "generate",
        {"request": understood.request, "components": described(), "fault": fault or "none"},
        raw=None if is_foreign(understood.request) else nano_prompt(understood, own),
        grammar=grammar(understood.slots),
    )
    return replace(asked, temperature=_REPAIR_TEMPERATURE if attempt else 0.0, seed=attempt)


def _fault(draft: _Draft) -> str:
    if not draft.holds:
        return draft.outcome.reason
    forgotten = ", ".join(f'"{each}"' for each in draft.coverage.forgotten)
    return f"nothing in it used {forgotten}" if forgotten else "it leaves out what was asked for"


def _draft(understood: Understood, planned: Plan, certainty: float, job: Job) -> _Draft:
    plan = tidy(planned)
    covered = coverage(understood, plan)
    sure = round(confidence(understood, plan, covered), 3)
    unmet = tuple(map(unmet_words, (*_left_out(understood, plan), *_untold(understood, plan))))
    found = Generated(Status.OK, plan=plan, unmet=unmet, confidence=sure)
    outcome = _outcome(found, plan) or _proven(found, plan, understood.request, job)
    if outcome.status is Status.OK:
        forgotten = (f"{each}: {NOT_UNDERSTOOD}" for each in covered.forgotten)
        outcome = replace(outcome, unmet=(*unmet, *forgotten))
    return _Draft(plan, covered, certainty, outcome)


def _left_out(understood: Understood, plan: Plan) -> Iterator[str]:
    """Give what a plan says to be unmet, but for clauses that it holds a likely step for."""
    used = {step.component for step in walk(plan.steps)}
    for span in plan.unmet:
        place = understood.request.find(span)
        clause = understood.slots.clause_at(max(place, 0))
        chances = understood.candidates.clauses[clause]
        is_done = any(chances.get(name, 0.0) >= _LIKELY for name in used)
        if not is_done or unmet_in(extract(span)):
            yield span


def _untold(understood: Understood, plan: Plan) -> Iterator[str]:
    """Give what no component can do and the plan does not speak of."""
    if plan.steps and not plan.unmet:
        yield from unmet_in(understood.slots)


def _best(understood: Understood, drafts: list[_Draft]) -> _Draft:
    """
    Give the draft that counts: one that holds, and of these the best.

    Where our own rules find nothing to build and the request may be out of scope, one that builds
    nothing: a model that plans is too ready to plan anything.
    """
    scope = max(understood.candidates.scope.values(), default=0.0)
    is_out = scope >= _POSSIBLE_SCOPE and any(each.is_own and each.declines for each in drafts)

    def key(draft: _Draft) -> tuple[bool, bool, float]:
        return draft.holds, draft.declines == is_out, draft.rank

    return max(drafts, key=key)


def _read(understood: Understood, reply: Reply) -> Plan | None:
    if reply.dialect is Dialect.NANO:
        return read_nano(understood, reply.text)
    try:
        return Plan.model_validate(json.loads(reply.text))
    except (ValueError, ValidationError):
        return None


def _outcome(found: Generated, plan: Plan) -> Generated | None:
    """Give the answer of a plan that needs no pipeline, or can have none."""
    if plan.refusal is not None:
        return replace(found, status=Status.REFUSED, reason=REFUSALS[plan.refusal])
    if plan.questions:
        asked = dict.fromkeys(plan.questions)
        questions = tuple(QUESTIONS[each] for each in asked)[:MOST_QUESTIONS]
        return replace(found, status=Status.NEEDS_CLARIFICATION, questions=questions)
    if not plan.steps:
        reason = "nothing in it can be done by a component" if plan.unmet else "it asks for no step"
        return replace(found, status=Status.REFUSED, reason=reason)
    problems = check_plan(plan)
    if problems:
        reason = f"step {problems[0].step}: {problems[0].message}"
        return replace(found, status=Status.FAILED, reason=reason)
    return None


def _proven(found: Generated, plan: Plan, request: str, job: Job) -> Generated:
    compiled = job.make(plan, request)
    if deletes_unasked(plan, request):
        return replace(found, status=Status.FAILED, reason="it deletes what nobody asked to delete")
    unasked = strangers(compiled.text, request + job.said)
    if unasked:
        reason = f"nobody asked for {', '.join(unasked)}"
        return replace(found, status=Status.FAILED, reason=reason)
    proof = job.prove(compiled.text)
    found = replace(found, proof=proof, notes=compiled.notes)
    if proof.holds:
        return replace(found, pipeline=compiled.text)
    shown = format_plan(plan).strip()
    reason = f"the pipeline does not hold ({proof.message or 'lint objects'}): {shown}"
    return replace(found, status=Status.FAILED, reason=reason)
