"""Runs a job with the models that may see it: what every command that may use a model calls."""

import math
import time
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from flowmason_assist.errors import ModelError, ModelRefused
from flowmason_assist.llm.api import Reply, Request, Task, Usage
from flowmason_assist.llm.drive import drive_with
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.attempts import Attempts
from flowmason_assist.routing.decide import Decision
from flowmason_assist.routing.desk import Desk
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.ledger.entry import Entry, Outcome
from flowmason_assist.routing.route import Route, Tier

T = TypeVar("T")

LEAST_CONFIDENCE = 0.5
"""The mean probability of its tokens below which this machine's model is said to be unsure."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """
    What came of a job.

    `value` is None only when the job gave up with `error`; a job that has something to say
    without a model says it, and `error` tells why no model was heard. `number` names the
    decision in the ledger, for feedback.
    """

    value: T | None
    route: Route
    error: str | None = None
    number: int = 0


async def answer(task: Task[T], asked: Asked, desk: Desk) -> Answered[T]:
    """
    Run a job to its result, asking the models that may see it.

    Never raises `ModelError`; canceling it cancels the model's work.
    """
    job = _Job(asked, desk)
    value: T | None = None
    failure: str | None = None
    try:
        value = await drive_with(task, job.reply)
    except ModelError as error:
        failure = str(error)
    finally:
        job.end(is_answered=value is not None)
    return Answered(value, job.route(), failure or job.error, job.number)


class _Job:
    """One job under way: who answered so far, and what it took."""

    def __init__(self, asked: Asked, desk: Desk) -> None:
        self._asked = asked
        self._started = time.perf_counter()
        self._decision: Decision = desk.decide(asked)
        self._desk = desk
        self.number = desk.record(_entry(asked, self._decision))
        self._attempts = Attempts(asked, desk, self.number, self._deadline())
        self._usages: list[Usage] = []
        self._answered_by: tuple[Tier, str] | None = None
        self._notes: list[str] = []
        self._fault: str | None = None
        self.error: str | None = None

    async def reply(self, request: Request) -> Reply:
        """Ask one model after the other, until one answers."""
        if self._asked.seed is not None:
            request = replace(request, seed=self._asked.seed)
        failure: ModelError = ModelRefused(self._decision.route.reasons[0])
        unsure: Reply | None = None
        for known in self._decision.chain:
            try:
                reply = await self._attempts.ask(known, request)
            except ModelError as error:
                failure = error
                self._note(known, error)
                continue
            self._count(known, reply)
            if known is None and _is_unsure(reply) and len(self._decision.chain) > 1:
                unsure = reply
                self._notes.append("the local model was unsure of its answer")
                continue
            return reply
        if unsure is not None:
            self._answered_by = Tier.EMBEDDED, unsure.model
            return unsure
        self.error = str(failure)
        self._fault = type(failure).__name__
        raise failure

    def route(self) -> Route:
        """Give the route as it was, with what it took."""
        route = self._decision.route
        milliseconds = round(1000 * (time.perf_counter() - self._started), 1)
        reasons = (*route.reasons, *self._notes)
        details = {"decision": self.number, "cost_usd": round(self._attempts.cost, 6)}
        if self._answered_by is None:
            is_refused = route.tier is Tier.REFUSED
            if not is_refused:
                route = replace(route, tier=Tier.EMBEDDED, model=None)
                others = (note for note in self._notes if self.error and self.error not in note)
                reasons = (self._facts_reason(), *others)
            return replace(
                route,
                reasons=reasons,
                consent_required=False,
                milliseconds=milliseconds,
                details=details,
            )
        tier, model = self._answered_by
        return replace(
            route,
            tier=tier,
            model=model,
            reasons=reasons,
            consent_required=False,
            prompt_tokens=sum(usage.prompt_tokens for usage in self._usages),
            completion_tokens=sum(usage.completion_tokens for usage in self._usages),
            milliseconds=milliseconds,
            details=details,
        )

    def end(self, *, is_answered: bool) -> None:
        """Write down how it ended."""
        self._attempts.end()
        route = self.route()
        if self._answered_by is not None:
            outcome = Outcome.ANSWERED
        elif route.tier is Tier.REFUSED:
            outcome = Outcome.REFUSED
        else:
            outcome = Outcome.FROM_FACTS if is_answered else Outcome.FAILED
        entry = replace(
            _entry(self._asked, self._decision),
            tier=route.tier,
            model=route.model,
            reasons=route.reasons,
            outcome=outcome,
            fault=self._fault,
            prompt_tokens=route.prompt_tokens,
            completion_tokens=route.completion_tokens,
            cost=self._attempts.cost,
            milliseconds=route.milliseconds,
        )
        self._desk.finish(self.number, entry)

    def _count(self, known: KnownModel | None, reply: Reply) -> None:
        self._usages.append(reply.usage)
        tier = known.tier if known else Tier.EMBEDDED
        self._answered_by = tier, known.alias if known else reply.model

    def _note(self, known: KnownModel | None, error: ModelError) -> None:
        name = f'"{known.alias}"' if known else "the local model"
        said = str(error)
        self._notes.append(said if said.startswith(name) else f"{name} gave no answer: {said}")

    def _facts_reason(self) -> str:
        if self.error is None:
            return "answered from facts, no model was needed"
        return f"answered from facts: {self.error}"

    def _deadline(self) -> float | None:
        if self._asked.timeout is None:
            return None
        return time.monotonic() + self._asked.timeout


def _is_unsure(reply: Reply) -> bool:
    return reply.logprob is not None and math.exp(reply.logprob) < LEAST_CONFIDENCE


def _entry(asked: Asked, decision: Decision) -> Entry:
    route = decision.route
    return Entry(
        task=asked.task,
        tier=route.tier,
        model=route.model,
        level=route.sensitivity.level,
        kinds=tuple(sorted({str(each.kind) for each in route.sensitivity.findings})),
        features=decision.difficulty.features,
        need=decision.need,
        complexity=route.complexity,
        ambiguity=route.ambiguity,
        context_tokens=route.context_tokens,
        reasons=route.reasons,
        is_forced=asked.tier is not None or asked.model is not None,
    )
