"""
The decision for one request: which models may see it, and in which order they are asked.

A pure function: what the models, the budget and the ledger say comes in as `Circumstances`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.budget import over_budget
from flowmason_assist.routing.complexity import Difficulty, difficulty
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.learn import THRESHOLD, Weights
from flowmason_assist.routing.ledger.entry import Spent
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Policy
from flowmason_assist.routing.route import Level, Route, Sensitivity, Tier
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.judge import Rules, judge, texts_of

EMBEDDED = "embedded"
ANSWER_TOKENS = MappingProxyType({"generate": 900, "scaffold": 700, "ask": 350, "edge": 120})
USUAL_ANSWER_TOKENS = 400
INSTRUCTION_TOKENS = 350
"""What our own instructions add to a prompt, about."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """
    What holds at the moment of a decision.

    `local_context` is the window of this machine's largest model, 0 where there is none;
    `local_names` are the names that it goes by. `down` are models that do not answer just now,
    with the reason; `agreed` those that the user agreed to for this session; `guards` tell that
    the file must never leave.
    """

    local_context: int = 2048
    local_names: frozenset[str] = frozenset()
    weights: Weights = field(default_factory=Weights)
    spent: Spent = field(default_factory=Spent)
    down: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    agreed: frozenset[str] = frozenset()
    guards: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What becomes of a request.

    `chain` are the models to ask, in order, `None` standing for this machine's own; it is empty
    when the request is refused. `need` is the probability that a larger model is needed.
    """

    route: Route
    chain: tuple[KnownModel | None, ...]
    difficulty: Difficulty
    weights: Weights
    need: float


def decide(asked: Asked, policy: Policy, now: Circumstances) -> Decision:
    """Decide who may see a request, and who is asked first."""
    sensitivity = judge(asked, Rules(policy.sensitive_patterns, now.guards))
    context = sum(len(text) for text in texts_of(asked)) - len(asked.text)
    measured = difficulty(asked.task, asked.text, context)
    case = _Case(asked, policy, now, sensitivity, measured)
    permitted, excluded = case.permitted()
    wants_more, why = case.wants_more()
    chain = case.chain(permitted, wants_more=wants_more)
    reasons = (*case.remarks(), why, *excluded)
    if not chain:
        refusal = case.refusal(excluded)
        refused = case.route(Tier.REFUSED, None, (refusal, why))
        return Decision(refused, (), measured, now.weights, case.need)
    first = chain[0]
    tier = first.tier if first else Tier.EMBEDDED
    route = case.route(tier, first, reasons)
    return Decision(route, chain, measured, now.weights, case.need)


class _Case:
    """One request, with everything that its decision rests on."""

    def __init__(
        self,
        asked: Asked,
        policy: Policy,
        now: Circumstances,
        sensitivity: Sensitivity,
        measured: Difficulty,
    ) -> None:
        self._asked = asked
        self._policy = policy
        self._now = now
        self._sensitivity = sensitivity
        self._measured = measured
        self._is_sensitive = sensitivity.level is Level.SENSITIVE
        self._answer_tokens = ANSWER_TOKENS.get(asked.task, USUAL_ANSWER_TOKENS)
        self._tokens = measured.context_tokens + INSTRUCTION_TOKENS
        self.need = now.weights.need(measured.features)

    def permitted(self) -> tuple[tuple[KnownModel, ...], tuple[str, ...]]:
        """Give the models that may see the request, and why the others may not."""
        permitted, excluded = [], []
        for model in self._policy.models:
            obstacle = self._rule_against(model) or self._obstacle(model)
            if obstacle is None:
                permitted.append(model)
            else:
                excluded.append(f'not "{model.alias}": {obstacle}')
        return tuple(permitted), tuple(excluded)

    def remarks(self) -> tuple[str, ...]:
        """Give what is to be said whatever is decided."""
        if not self._is_sensitive:
            return ()
        where = "your own machines" if self._policy.private_sees_sensitive else "this machine"
        return (f"sensitive ({self._kinds()}): it stays on {where}",)

    def _rule_against(self, model: KnownModel) -> str | None:
        """Give the rule that keeps a text from a model; these are never overridden."""
        if self._asked.is_offline or self._policy.is_offline:
            return "no network connection may be opened"
        if self._is_sensitive and model.tier is Tier.CLOUD:
            return f"what is sensitive never goes to the cloud ({self._kinds()})"
        if self._is_sensitive and not self._policy.private_sees_sensitive:
            return f"the request is sensitive ({self._kinds()})"
        if self._permission(model) is Permission.NEVER:
            return f'your settings say "never" for {self._asked.task} and the {model.tier}'
        if self._asked.is_bulk and model.tier is Tier.CLOUD:
            is_wanted = Tier.CLOUD is self._asked.tier or self._asked.model == model.alias
            if not is_wanted or self._permission(model) is not Permission.ALLOW:
                return "bulk work stays local"
        cost = self.cost(model)
        return over_budget(self._policy, self._now.spent, model, cost) if cost > 0 else None

    def _obstacle(self, model: KnownModel) -> str | None:
        """Give what stands against a model that the rules allow."""
        if self._asked.tier is not None and model.tier is not self._asked.tier:
            return f"you asked for the {self._asked.tier} tier"
        if self._asked.model is not None and model.alias != self._asked.model:
            return f'you asked for "{self._asked.model}"'
        if self._tokens + self._answer_tokens > model.context:
            return f"{self._tokens} tokens do not fit into its window of {model.context}"
        return self._now.down.get(model.alias)

    def wants_more(self) -> tuple[bool, str]:
        """Tell whether a larger model should be asked first, and why."""
        if self._asked.model is not None and self._asked.model not in self._now.local_names:
            return True, f'you asked for "{self._asked.model}"'
        if self._asked.tier in (Tier.PRIVATE, Tier.CLOUD):
            return True, f"you asked for the {self._asked.tier} tier"
        if self._asked.tier is Tier.EMBEDDED or self._asked.model is not None:
            return False, "you asked for a model on this machine"
        if self._does_not_fit():
            window = self._now.local_context
            return True, f"{self._tokens} tokens do not fit into the local window of {window}"
        shown = f"{self.need:.2f} against {THRESHOLD:.2f}"
        if self.need >= THRESHOLD:
            return True, f"too open or too large for the local model ({shown})"
        return False, f"the local model is good enough for this ({shown})"

    def _does_not_fit(self) -> bool:
        return 0 < self._now.local_context < self._tokens

    def chain(
        self, permitted: tuple[KnownModel, ...], *, wants_more: bool
    ) -> tuple[KnownModel | None, ...]:
        """Give the models to ask, in order; a forced tier or model has no stand-in."""
        is_forced = self._asked.tier is not None or self._asked.model is not None
        private = [each for each in permitted if each.tier is Tier.PRIVATE]
        cloud = [each for each in permitted if each.tier is Tier.CLOUD]
        larger = sorted([*private, *cloud], key=self._rank)
        if is_forced:
            return tuple(larger) if wants_more else (None,)
        if not wants_more:
            return (None, *(each for each in private if self._is_free_to_ask(each)))
        return (*larger, None)

    def _rank(self, model: KnownModel) -> tuple[bool, bool, float]:
        """Order models: those meant for the task, then the nearer tier, then the cheaper one."""
        return (
            not model.suits(self._asked.task),
            model.tier is Tier.CLOUD,
            self.cost(model),
        )

    def _is_free_to_ask(self, model: KnownModel) -> bool:
        return self._permission(model) is Permission.ALLOW

    def _permission(self, model: KnownModel) -> Permission:
        return self._policy.permissions.of(self._asked.task, model.tier)

    def needs_consent(self, model: KnownModel) -> bool:
        """Tell whether the user has to agree first."""
        is_asked_for = self._permission(model) is Permission.ASK
        return is_asked_for and model.alias not in self._now.agreed

    def refusal(self, excluded: tuple[str, ...]) -> str:
        """Say why nobody may be asked."""
        if self._is_sensitive and self._asked.tier is Tier.CLOUD:
            return f"what is sensitive never goes to the cloud ({self._kinds()})"
        if self._asked.model and not any(
            each.alias == self._asked.model for each in self._policy.models
        ):
            known = ", ".join(each.alias for each in self._policy.models) or "none"
            return f'there is no model "{self._asked.model}"; your settings name {known}'
        wanted = [
            each
            for each in self._policy.models
            if each.tier is self._asked.tier or each.alias == self._asked.model
        ]
        if not wanted:
            return f'your settings name no model of the {self._asked.tier} tier; see "models"'
        prefixes = tuple(f'not "{each.alias}":' for each in wanted)
        return next((each for each in excluded if each.startswith(prefixes)), "nobody may see it")

    def cost(self, model: KnownModel) -> float:
        """Estimate what an answer costs in US dollars."""
        return model.cost(self._tokens, self._answer_tokens)

    def route(self, tier: Tier, model: KnownModel | None, reasons: tuple[str, ...]) -> Route:
        """Give the decision in the form that users see."""
        return Route(
            task=self._asked.task,
            tier=tier,
            model=model.alias if model else None,
            sensitivity=self._sensitivity,
            complexity=self._measured.complexity,
            ambiguity=self._measured.ambiguity,
            context_tokens=self._measured.context_tokens,
            reasons=reasons,
            consent_required=model is not None and self.needs_consent(model),
            estimated_cost_usd=round(self.cost(model), 6) if model else 0.0,
        )

    def _kinds(self) -> str:
        return ", ".join(sorted({str(each.kind) for each in self._sensitivity.findings}))
