"""How near a plan is to the one that a request deserves."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bench.generation.behavior import behavior
from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Step, Value, walk
from flowmason_assist.assist.plan.vocabulary import Kind, vocabulary
from flowmason_assist.assist.understand.extract import Slots, extract
from flowmason_assist.assist.understand.slots import from_slots, to_slots
from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.resources import folder

BINS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """
    One plan beside the right one; `confidence` is what its author thought of it, 0 to 1.

    That says how likely it is to do what was asked, which `does_it` holds: the words may differ.
    """

    exact: bool
    does_it: bool
    scope: bool
    wired: bool
    found: int
    given: int
    wanted: int
    placed: int
    literals: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares over many plans, each from 0 to 1; `calibration` is the expected calibration error."""

    count: int
    exact: float
    components: float
    placed: float
    wired: float
    scope: float
    calibration: float | None


def score(request: str, wanted: Plan, given: Plan | None, confidence: float | None = None) -> Score:
    """
    Compare a plan for a request with the right one; None counts as an empty plan.

    Literals are the same when they are the same place in the request: "the car" is "car".
    """
    slots = extract(request)
    right, plan = _placed(normalize(wanted), slots), _placed(normalize(given or Plan()), slots)
    ours, theirs = _components(plan), _components(right)
    literals = Counter(_literals(right))
    return Score(
        exact=given is not None and format_plan(plan).lower() == format_plan(right).lower(),
        does_it=_does_it(request, wanted, given),
        scope=_scope(plan) == _scope(right),
        wired=given is not None and _skeleton(plan.steps) == _skeleton(right.steps),
        found=(ours & theirs).total(),
        given=ours.total(),
        wanted=theirs.total(),
        placed=(literals & Counter(_literals(plan))).total(),
        literals=literals.total(),
        confidence=confidence,
    )


def summarize(scores: Sequence[Score]) -> Summary:
    """Put scores together; literals and components are counted over all plans, not plan by plan."""
    return Summary(
        count=len(scores),
        exact=_share(each.exact for each in scores),
        components=_ratio(
            2 * sum(each.found for each in scores),
            sum(each.given + each.wanted for each in scores),
        ),
        placed=_ratio(sum(each.placed for each in scores), sum(each.literals for each in scores)),
        wired=_share(each.wired for each in scores),
        scope=_share(each.scope for each in scores),
        calibration=calibration_error(scores),
    )


def calibration_error(scores: Iterable[Score]) -> float | None:
    """The mean distance between confidence and the share of plans that do it, over ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for each in scores:
        if each.confidence is None:
            return None
        bin_ = min(int(each.confidence * BINS), BINS - 1)
        bins.setdefault(bin_, []).append((each.confidence, each.does_it))
    count = sum(len(members) for members in bins.values())
    gaps = (
        abs(sum(confidence for confidence, _ in members) - sum(does for _, does in members))
        for members in bins.values()
    )
    return _ratio(sum(gaps), count)


def _does_it(request: str, wanted: Plan, given: Plan | None) -> bool:
    """Whether the plan's pipeline is faithful; of what deserves none, whether none is made."""
    plan = given or Plan()
    if wanted.questions or not wanted.steps:
        return _scope(plan) == _scope(wanted)
    if plan.questions or not plan.steps or check_plan(plan):
        return False
    return behavior(wanted, compile_plan(plan, _catalogue(), request).document).is_faithful


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(folder("schemas"))


def _placed(plan: Plan, slots: Slots) -> Plan:
    """The plan with each literal as the words that can be pointed at in the request spell it."""
    pointed, _ = to_slots(plan, slots)
    return from_slots(pointed, slots)[0]


def _components(plan: Plan) -> Counter[str]:
    return Counter(step.component for step in walk(plan.steps))


def _scope(plan: Plan) -> tuple[object, ...]:
    """Whether a plan is refused, asks back or leaves something unmet, and what it asks."""
    return plan.refusal, frozenset(plan.questions), bool(plan.unmet)


def _literals(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Each literal with where it is placed: component, setting, what stands there."""
    for step in walk(plan.steps):
        for name, values in step.settings.items():
            if not vocabulary()[step.component].settings[name].takes(Kind.WORD):
                yield from ((step.component, name, text) for text in _spelled(values))
        for block in step.blocks:
            if block.label is not None:
                yield step.component, block.name, block.label.lower()
    yield from (("", "unmet", span.lower()) for span in plan.unmet)


def _spelled(values: Iterable[Value | None]) -> Iterator[str]:
    for value in values:
        match value:
            case None | bool():
                pass
            case Reference():
                yield from (each.lower() for each in value.fields)
            case Condition():
                yield from (each.lower() for each in value.fields)
                yield from _spelled([value.value])
            case _:
                yield str(value).lower()


def _skeleton(steps: Iterable[Step]) -> list[object]:
    """What is left of steps without their literals: order, nesting, and what refers to what."""
    return [
        (
            step.component,
            {
                name: [_wire(value) for value in values if isinstance(value, Reference)]
                for name, values in step.settings.items()
                if any(isinstance(value, Reference) for value in values)
            },
            [(block.name, _skeleton(block.steps)) for block in step.blocks],
        )
        for step in steps
    ]


def _wire(reference: Reference) -> tuple[object, ...]:
    return reference.origin, reference.step, len(reference.fields)


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return _ratio(sum(listed), len(listed))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
