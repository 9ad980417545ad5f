"""What answers need and what outlives a single one: models, permissions, the ledger, consents."""

import asyncio
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flowmason_assist.errors import ModelRefused, ModelUnavailable
from flowmason_assist.llm.api import Model
from flowmason_assist.llm.gate import Gate, Outgoing
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.breaker import Breakers
from flowmason_assist.routing.consent import AskConsent
from flowmason_assist.routing.decide import Circumstances, Decision, decide
from flowmason_assist.routing.keys import find_key
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.learn import Weights
from flowmason_assist.routing.ledger.entry import Entry, Spent, Verdict
from flowmason_assist.routing.ledger.ledger import Ledger
from flowmason_assist.routing.policy import Policy
from flowmason_assist.routing.route import Tier
from flowmason_assist.routing.sensitivity.finding import Kind

if TYPE_CHECKING:
    from flowmason_assist.llm.remote.endpoint import Endpoint

_log = logging.getLogger(__name__)

HEALTH_SECONDS = 10.0
"""How long the answer of an endpoint's health check is believed."""


def _none() -> None:
    return None


def _nowhere(path: Path) -> bool:
    del path
    return False


@dataclass(frozen=True, slots=True)
class LocalModels:
    """
    The models of this machine, made when they are needed.

    `fast` answers what is small, `deep` what is large; each gives None, or raises
    `ModelUnavailable`, where there is none. `named` gives one by its name, `names` are all;
    `context` is the largest of their windows, in tokens.
    """

    fast: Callable[[], Model | None] = _none
    deep: Callable[[], Model | None] = _none
    named: Callable[[str], Model | None] = field(default=lambda _: None)
    names: frozenset[str] = frozenset()
    context: int = 2048


class Unapproved(ModelRefused):
    """Bytes came to the gate that nobody approved; they did not leave."""

    def __init__(self, outgoing: Outgoing) -> None:
        super().__init__("these bytes were not approved")
        self.outgoing = outgoing


class Desk:
    """
    Made once for a process, and closed at its end.

    `ask_consent` shows a preview to the user; where it is missing, what needs consent is not
    sent. `guards` tells whether a file must never leave, `editor_keys` are keys by the alias of
    their model.
    """

    def __init__(
        self,
        local: LocalModels | None = None,
        policy: Policy | None = None,
        *,
        ledger: Ledger | None = None,
        ask_consent: AskConsent | None = None,
        guards: Callable[[Path], bool] = _nowhere,
        editor_keys: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.policy = policy or Policy()
        self.ledger = ledger or Ledger.in_memory()
        self.ask_consent = ask_consent
        self.breakers = Breakers()
        self.agreed: set[str] = set()
        self.approved: set[str] = set()
        self._local = local or LocalModels()
        self._guards = guards
        self._editor_keys = editor_keys
        self._open: dict[str, Model] = {}
        self._health: dict[str, tuple[float, str | None]] = {}

    def record(self, entry: Entry) -> int:
        """Write a decision down and give its number, 0 when it cannot be written."""
        try:
            return self.ledger.record(entry)
        except sqlite3.Error as error:
            _log.warning("a decision cannot be written down: %s", error)
            return 0

    def finish(self, number: int, entry: Entry) -> None:
        """Write down how a decision ended, if it was written down at all."""
        try:
            if number:
                self.ledger.finish(number, entry)
        except sqlite3.Error as error:
            _log.warning("an outcome cannot be written down: %s", error)

    def decide(self, asked: Asked) -> Decision:
        """Decide about a job, as things stand now; asks nobody."""
        return decide(asked, self.policy, self._circumstances(asked))

    def local(self, asked: Asked) -> Model:
        """Give this machine's model for a job; raises `ModelUnavailable` where there is none."""
        name = asked.model if asked.model in self._local.names else None
        make = (lambda: self._local.named(name)) if name else self._local.fast
        model = self._opened(f"local {name or 'fast'}", make)
        if model is None:
            raise ModelUnavailable("no model is installed on this machine")
        return model

    def deep(self) -> Model | None:
        """Give this machine's larger model, None where there is none."""
        return self._opened("local deep", self._local.deep)

    def remote(self, known: KnownModel) -> Model:
        """Give the model behind an endpoint; raises `ModelRefused` without its key."""
        if known.alias not in self._open:
            self._open[known.alias] = _remote(known, self._gate, self._key(known))
        return self._open[known.alias]

    async def require_up(self, known: KnownModel) -> None:
        """Raise `ModelUnavailable` when an endpoint does not answer; remembers it for seconds."""
        asked_at, fault = self._health.get(known.alias, (-HEALTH_SECONDS, None))
        if time.monotonic() - asked_at >= HEALTH_SECONDS:
            fault = await self._fault_of(known)
            self._health[known.alias] = time.monotonic(), fault
        if fault is not None:
            raise ModelUnavailable(fault)

    def spent(self) -> Spent:
        """Give what models cost so far; raises `ModelRefused` when nobody knows."""
        try:
            return self.ledger.spent()
        except sqlite3.Error as error:
            raise ModelRefused(f"nothing is spent while the ledger is not there: {error}") from None

    def give_feedback(self, number: int, verdict: Verdict) -> Entry | None:
        """
        Write down what became of an answer, and learn from it.

        Gives the entry, None when the ledger has none of that number.
        """
        entry = self.ledger.judge(number, verdict)
        lesson = _lesson(entry, verdict) if entry and self.policy.learns else None
        if entry is not None and lesson is not None:
            weights = self.ledger.weights(entry.task)
            learned = weights.after(entry.features, was_needed=lesson)
            self.ledger.keep_weights(entry.task, learned)
        return entry

    async def close(self) -> None:
        """Give back what the models hold, and close the ledger."""
        await asyncio.gather(*(model.close() for model in self._open.values()))
        self._open.clear()
        self.ledger.close()

    def _circumstances(self, asked: Asked) -> Circumstances:
        down = dict(self.breakers.down())
        spent, weights, guarded, is_lasting = Spent(), Weights(), False, self.ledger.is_lasting
        try:
            spent = self.ledger.spent()
            weights = self.ledger.weights(asked.task) if self.policy.learns else weights
            guarded = asked.path is not None and self.ledger.is_guarded(asked.path)
        except sqlite3.Error as error:
            _log.warning("the ledger cannot be read: %s", error)
            is_lasting = False
        if not is_lasting:
            down |= {
                each.alias: "nothing goes to the cloud that cannot be written into the ledger"
                for each in self.policy.models
                if each.tier is Tier.CLOUD
            }
        named = asked.path is not None and self._guards(asked.path)
        return Circumstances(
            local_context=self._local.context,
            local_names=self._local.names,
            weights=weights,
            spent=spent,
            down=down,
            agreed=frozenset(self.agreed),
            guards=(*([Kind.PATH] if named else ()), *([Kind.GUARDED] if guarded else ())),
        )

    def _gate(self, outgoing: Outgoing) -> None:
        """Let through what was approved, and questions for health, which carry nothing."""
        if self.policy.is_offline:
            raise ModelRefused("no network connection may be opened")
        if outgoing.body and outgoing.fingerprint not in self.approved:
            raise Unapproved(outgoing)

    def _opened(self, name: str, make: Callable[[], Model | None]) -> Model | None:
        if name not in self._open:
            model = make()
            if model is None:
                return None
            self._open[name] = model
        return self._open[name]

    def _key(self, known: KnownModel) -> str:
        return find_key(known, os.environ, self._editor_keys)

    async def _fault_of(self, known: KnownModel) -> str | None:
        from flowmason_assist.llm.remote.reach import require_reachable

        try:
            await require_reachable(_endpoint(known, ""), self._gate)
        except ModelUnavailable as error:
            return str(error)
        return None


def _remote(known: KnownModel, gate: Gate, key: str) -> Model:
    if known.protocol == "anthropic":
        from flowmason_assist.llm.providers.anthropic import Anthropic

        return Anthropic(_endpoint(known, key), gate)
    from flowmason_assist.llm.providers.openai_compatible import OpenAICompatible

    return OpenAICompatible(_endpoint(known, key), gate)


def _endpoint(known: KnownModel, key: str) -> "Endpoint":
    from flowmason_assist.llm.remote.endpoint import Endpoint

    return Endpoint(known.alias, known.url, known.model, key, known.context, known.timeout)


def _lesson(entry: Entry, verdict: Verdict) -> bool | None:
    """
    Tell whether a larger model was needed, None when an outcome does not say.

    A good answer of a larger model says nothing about what the local one would have given.
    """
    if verdict is Verdict.UNNEEDED:
        return False
    if entry.tier is Tier.EMBEDDED and entry.model is not None:
        return not verdict.is_good
    return None
