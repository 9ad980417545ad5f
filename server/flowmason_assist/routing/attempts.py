"""Asking one model for one reply: approval of every byte, retries, time limits."""

import asyncio
import json
import math
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar
from urllib.parse import urlsplit

from flowmason_assist.errors import ModelError, ModelRefused, ModelTimeout, ModelUnavailable
from flowmason_assist.llm.api import Dialect, Model, Reply, Request, complete
from flowmason_assist.llm.gate import Outgoing
from flowmason_assist.routing.asked import Asked, Origin
from flowmason_assist.routing.budget import over_budget
from flowmason_assist.routing.complexity import tokens_of
from flowmason_assist.routing.consent import Consent, Preview
from flowmason_assist.routing.desk import Desk, Unapproved
from flowmason_assist.routing.fit import fit
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.redact import Redaction
from flowmason_assist.routing.route import Tier
from flowmason_assist.routing.sensitivity.judge import find

T = TypeVar("T")

MOST_TRIES = 3
LONGEST_PAUSE = 20.0
FIRST_PAUSE = 0.2
MOST_DRAFTS = 4
"""How often a server may make us write the same request in another way."""


class Attempts:
    """The replies of one job: its approvals, its placeholders and its time."""

    def __init__(self, asked: Asked, desk: Desk, number: int, deadline: float | None) -> None:
        self._asked = asked
        self._desk = desk
        self._number = number
        self._deadline = deadline
        own = (piece.text for piece in asked.pieces if piece.origin is Origin.PIPELINE)
        self._redaction = Redaction(tuple(own))
        self._approved: set[str] = set()
        self.cost = 0.0  # US dollars, of all replies.

    async def ask(self, known: KnownModel | None, request: Request) -> Reply:
        """Give a model's reply, None meaning this machine's; raises `ModelError`."""
        if known is None:
            return await self._ask_local(request)
        return await self._ask_remote(known, request)

    def end(self) -> None:
        """Take the approvals back."""
        self._desk.approved -= self._approved

    async def _ask_local(self, request: Request) -> Reply:
        if request.beyond_local:
            raise ModelUnavailable("no model on this machine is asked about other things")
        model = self._desk.local(self._asked)
        is_short_of_form = request.raw is None and model.capabilities.dialect is Dialect.NANO
        if is_short_of_form or not _fits(model, request):
            model = self._desk.deep() or model
        if request.raw is None and model.capabilities.dialect is Dialect.NANO:
            raise ModelUnavailable(
                f'"{model.name}" is too small for {request.task}; `model list` names larger ones'
            )
        if model.capabilities.dialect is Dialect.CHAT:
            request = fit(request, model.capabilities.context, self._asked.text)
        return await self._limited(complete(model, request), math.inf, model.name)

    async def _ask_remote(self, known: KnownModel, request: Request) -> Reply:
        model = self._desk.remote(known)
        if not self._needs_consent(known):  # Before that, nobody is even greeted.
            await self._limited(self._desk.require_up(known), known.timeout, known.alias)
        if known.tier is Tier.CLOUD and self._desk.policy.redacts:
            request = self._redaction.redact(request)
        reply = await self._retried(known, lambda: self._sent(known, model, request))
        self.cost += known.cost(reply.usage.prompt_tokens, reply.usage.completion_tokens)
        text = self._redaction.restore(reply.text)
        return Reply(
            text, reply.model, reply.dialect, reply.usage, reply.logprob, reply.is_complete
        )

    async def _sent(self, known: KnownModel, model: Model, request: Request) -> Reply:
        """Send a request, once everything that leaves was approved."""
        for _ in range(MOST_DRAFTS):
            try:
                return await self._limited(complete(model, request), known.timeout, known.alias)
            except Unapproved as stopped:
                await self._approve(known, stopped.outgoing)
        raise ModelUnavailable(f'"{known.alias}" wants every request in another form')

    async def _approve(self, known: KnownModel, outgoing: Outgoing) -> None:
        """Let bytes leave that are not sensitive, agreed to, and written down."""
        self._require_clean(known, outgoing)
        self._require_budget(known, outgoing)
        await self._require_consent(known, outgoing)
        try:
            self._desk.ledger.intend(
                self._number,
                known.alias,
                urlsplit(outgoing.url).netloc,
                outgoing,
                keeps_text=self._desk.policy.keeps_text,
            )
        except sqlite3.Error as error:
            raise ModelRefused(f"nothing is sent that cannot be written down: {error}") from None
        self._approved.add(outgoing.fingerprint)
        self._desk.approved.add(outgoing.fingerprint)

    def _require_clean(self, known: KnownModel, outgoing: Outgoing) -> None:
        policy = self._desk.policy
        if known.tier is Tier.PRIVATE and policy.private_sees_sensitive:
            return
        kinds = {
            str(each.kind)
            for text in _texts_in(outgoing.body)
            for each in find(text, policy.sensitive_patterns)
        }
        if kinds:
            raise ModelRefused(
                f'nothing was sent to "{known.alias}": the request turned out to be sensitive'
                f" ({', '.join(sorted(kinds))})"
            )

    async def _require_consent(self, known: KnownModel, outgoing: Outgoing) -> None:
        if not self._needs_consent(known):
            return
        ask = self._desk.ask_consent
        if ask is None:
            raise ModelRefused(
                f'"{known.alias}" needs your agreement, and nobody can be asked here; set'
                f' {known.tier} = "allow" if you agree to all'
            )
        cost = round(_estimate(known, outgoing), 6)
        replaced = self._redaction.replaced_in(outgoing.body.decode("utf-8", "replace"))
        has_file = self._asked.path is not None
        preview = Preview(self._asked.task, known, outgoing, cost, replaced, has_file)
        self._take(await ask(preview), known)

    def _needs_consent(self, known: KnownModel) -> bool:
        """Tell whether the user has to agree; raises `ModelRefused` where they never would."""
        desk = self._desk
        permission = desk.policy.permissions.of(self._asked.task, known.tier)
        if permission is Permission.NEVER:
            raise ModelRefused(f'your settings say "never" for {self._asked.task}')
        return permission is Permission.ASK and known.alias not in desk.agreed

    def _require_budget(self, known: KnownModel, outgoing: Outgoing) -> None:
        """Raise `ModelRefused` when the job, with what it cost so far, exceeds a budget."""
        cost = self.cost + _estimate(known, outgoing)
        if cost == 0:
            return
        obstacle = over_budget(self._desk.policy, self._desk.spent(), known, cost)
        if obstacle is not None:
            raise ModelRefused(f'nothing was sent to "{known.alias}": {obstacle}')

    def _take(self, consent: Consent, known: KnownModel) -> None:
        if consent is Consent.SESSION:
            self._desk.agreed.add(known.alias)
        if consent is Consent.NEVER and self._asked.path is not None:
            self._desk.ledger.guard(self._asked.path)
        if consent in (Consent.NO, Consent.NEVER):
            raise ModelRefused(f'you did not agree to send this to "{known.alias}"')

    async def _retried(self, known: KnownModel, send: Callable[[], Awaitable[Reply]]) -> Reply:
        """Try again what may work later, as long as there is time."""
        for number in range(1, MOST_TRIES + 1):
            try:
                reply = await send()
            except ModelError as error:
                pause = _pause(error, number)
                if pause is None or pause > self._seconds_left():
                    if _is_its_fault(error):
                        reason = type(error).__name__
                        self._desk.breakers.failed(known.alias, reason, error.retry_after)
                    raise
                await asyncio.sleep(pause)
            else:
                self._desk.breakers.worked(known.alias)
                return reply
        raise ModelUnavailable(f'"{known.alias}" gave no answer')

    async def _limited(self, work: Awaitable[T], seconds: float, name: str) -> T:
        limit = min(seconds, self._seconds_left())
        try:
            async with asyncio.timeout(None if math.isinf(limit) else max(0.0, limit)):
                return await work
        except TimeoutError:
            raise ModelTimeout(f'"{name}" gave no answer within {limit:.3g} s') from None

    def _seconds_left(self) -> float:
        return math.inf if self._deadline is None else self._deadline - time.monotonic()


def _pause(error: ModelError, number: int) -> float | None:
    """Give how long to wait before the next try, None when it is of no use."""
    if number >= MOST_TRIES:
        return None
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= LONGEST_PAUSE else None
    if isinstance(error, ModelUnavailable):
        return float(FIRST_PAUSE * 2 ** (number - 1)) * random.uniform(1.0, 2.0)  # noqa: S311
    return None


def _estimate(known: KnownModel, outgoing: Outgoing) -> float:
    """Give what a request probably costs, by its length."""
    tokens = tokens_of(len(outgoing.body))
    return known.cost(tokens, tokens / 2)


def _is_its_fault(error: ModelError) -> bool:
    """Tell whether a model failed, other than by a rule or a user that stood against it."""
    return error.retry_after is not None or not isinstance(error, ModelRefused)


def _fits(model: Model, request: Request) -> bool:
    raw = request.raw or ""
    messages = sum(len(each.content) for each in request.messages)
    length = len(raw) if model.capabilities.dialect is Dialect.NANO else messages
    return tokens_of(length) + request.max_tokens <= model.capabilities.context


def _texts_in(body: bytes) -> Iterator[str]:
    """Give every text in a JSON body; the body itself where it is none."""
    text = body.decode("utf-8", "replace")
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        yield text
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
