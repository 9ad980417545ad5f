"""
Decisions of conditionals and routers: their cases, who runs in which, and which one comes.

Stages on a branch that is not taken are skipped. A control stage that is itself skipped decides
nothing, so that all of its stages run.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.flow import Flow, Part
from flowmason_assist.analysis.inputs import Inputs
from flowmason_assist.analysis.pasted import TRUE_WORDS
from flowmason_assist.analysis.stage_facts import StageFacts

Cases = frozenset[str]

_NONE: Mapping[str, Cases] = {}
_TRUE, _FALSE = Part.WHEN_TRUE.value, Part.WHEN_FALSE.value
_DEFAULT = Part.DEFAULT_ROUTE.value
_UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Fate:
    """
    Whether a stage runs, seen from others that do.

    `plainly` tells whether it does with the sample input, None when that is not known.
    """

    always: bool
    never: bool
    plainly: bool | None


@dataclass(frozen=True, slots=True)
class _Decision:
    """All cases, and the one that is known to come: in every run, or with the sample input."""

    cases: Cases
    taken: str | None
    certain: bool


class Branches:
    """The decisions of one pipeline."""

    def __init__(self, flow: Flow, inputs: Inputs) -> None:
        listed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for stage_id in flow.memberships:
            for each in flow.effective(stage_id):
                if each.part.branch:
                    case = each.part.value if each.case is None else _route(each.case)
                    listed[stage_id][each.controller].add(case)
        self._decisions = {
            each: _decision(flow.stages[each], inputs, may_be_skipped=each in listed)
            for each in {each for cases in listed.values() for each in cases}
        }
        self._cases = {
            stage_id: {each: self._running(each, found) for each, found in cases.items()}
            for stage_id, cases in listed.items()
        }

    def cases(self, stage_id: str) -> Mapping[str, Cases]:
        """Give, by control stage, the cases in which a stage runs."""
        return self._cases.get(stage_id, _NONE)

    def fate(self, stage_id: str, readers: Iterable[str]) -> Fate:
        """Tell whether a stage runs, given that the `readers` do."""
        always, never = True, False
        outlooks: set[bool | None] = set()
        known = [self.cases(reader) for reader in readers]
        for controller, runs in self.cases(stage_id).items():
            decision = self._decisions[controller]
            limits = [cases[controller] for cases in known if controller in cases]
            possible = decision.cases.intersection(*limits)
            plain = possible & {decision.taken} if decision.taken else possible
            if decision.certain:
                possible = plain
            always = always and possible <= runs
            never = never or bool(possible and not possible & runs)
            outlooks.add(True if plain <= runs else None if plain & runs else False)
        plainly = False if False in outlooks else None if None in outlooks else True
        return Fate(always, never, plainly)

    def _running(self, controller: str, listed: set[str]) -> Cases:
        """Give the cases in which a stage runs that stands in the lists of these cases."""
        # What both branches of a conditional list is skipped by either.
        runs = set() if {_TRUE, _FALSE} <= listed else listed
        return self._decisions[controller].cases & {*runs, _UNDECIDED}


def _decision(facts: StageFacts, inputs: Inputs, *, may_be_skipped: bool) -> _Decision:
    is_router = facts.component is not None and facts.component.name == "router"
    routes = _routes(facts) if is_router else []
    cases = {*map(_route, routes), _DEFAULT} if is_router else {_TRUE, _FALSE}
    if may_be_skipped:
        return _Decision(frozenset({*cases, _UNDECIDED}), None, certain=False)
    value, certain = _value(facts, "value" if is_router else "condition", inputs)
    if value is UNKNOWN:
        taken = None
    elif is_router:
        taken = _taken(facts, routes, value)
    else:
        taken = _TRUE if value else _FALSE
    return _Decision(frozenset(cases), taken, certain)


def _value(facts: StageFacts, name: str, inputs: Inputs) -> tuple[object, bool]:
    """Give what decides, if that is known, and whether it is so in every run."""
    parameter = facts.parameter(name)
    if parameter is None or facts.parameter(f"{name}_expression") is not None:
        return UNKNOWN, False
    found = [each for each in facts.references if each.parameter is parameter]
    value = UNKNOWN if found else parameter.value.to_python()
    if len(found) == 1 and found[0].literal is parameter.value and found[0].template.whole:
        value = inputs.sample_at(found[0].names)
    # The stage itself fails when it gets null.
    return UNKNOWN if value is None else value, not found


def _routes(facts: StageFacts) -> list[str]:
    parameter = facts.parameter("routes")
    written = [member.name for member in parameter.value.members] if parameter else []
    return [*written, *(each.case for each in facts.mentions if each.case is not None)]


def _route(name: str) -> str:
    return f"{Part.ROUTE.value}: {name}"


def _taken(facts: StageFacts, routes: list[str], value: object) -> str:
    setting = facts.parameter("case_insensitive")
    any_case = setting is not None and str(setting.value.value).lower() in TRUE_WORDS
    wanted = value if isinstance(value, str) else str(value)
    if any_case and isinstance(value, str):
        wanted = wanted.lower()
    names = {name.lower() if any_case else name: name for name in routes}
    return _route(names[wanted]) if wanted in names else _DEFAULT
