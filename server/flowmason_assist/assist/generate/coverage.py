"""How much of a request a plan accounts for: its literals, and what it likely asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Value, walk
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.understood import Understood

_LIKELY = 0.6
_UNLIKELY = 0.03
_LITERALS = frozenset(Kind) - {Kind.WORD}
_PLAIN = (Kind.URL, Kind.PATH, Kind.EMAIL)


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    Shares from 0 to 1: of the literals, of the likely components, and of steps that fit.

    `missing` are the literals of the request that the plan does not use; the `forgotten` of them
    are too plain to be left out without a word.
    """

    literals: float
    components: float
    fitting: float
    missing: tuple[str, ...]
    forgotten: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Give one number to compare plans by."""
        return 0.4 * self.literals + 0.4 * self.components + 0.2 * self.fitting


def coverage(understood: Understood, plan: Plan) -> Coverage:
    """Hold a plan against its request."""
    said = " \n ".join(_texts(plan)).lower()
    literals = [each for each in understood.slots.named.values() if each.kind in _LITERALS]
    missing = [each for each in literals if each.lower.strip("\"'“”") not in said]
    chances = understood.candidates.components()
    used = {step.component for step in walk(plan.steps)}
    likely = {name for name, chance in chances.items() if chance >= _LIKELY}
    odd = {name for name in used if chances.get(name, 1.0) < _UNLIKELY}
    return Coverage(
        literals=_share(len(literals) - len(missing), len(literals)),
        components=_share(len(likely & used), len(likely)),
        fitting=1.0 - _share(len(odd), len(used)) if used else 1.0,
        missing=tuple(each.text for each in missing),
        forgotten=tuple(each.text for each in missing if each.kind in _PLAIN),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _texts(plan: Plan) -> Iterator[str]:
    for step in walk(plan.steps):
        for values in step.settings.values():
            for value in values:
                yield from _text(value)
        yield from (block.label for block in step.blocks if block.label)
    for reference in plan.output:
        yield from _text(reference)
    yield from plan.unmet


def _text(value: Value) -> Iterator[str]:
    match value:
        case Reference():
            yield from value.fields
            yield value.name or ""
        case Condition():
            yield from value.fields
            if value.value is not None:
                yield from _text(value.value)
        case _:
            yield str(value)
            if isinstance(value, int | float):
                yield from _NUMBERS.get(int(value), ())


_NUMBERS = {
    1: ("one", "once"),
    2: ("two", "twice", "second"),
    3: ("three", "third"),
    4: ("four",),
    5: ("five",),
    6: ("six",),
    7: ("seven",),
    8: ("eight",),
    9: ("nine",),
    10: ("ten",),
    12: ("twelve", "dozen"),
    100: ("hundred",),
    1000: ("thousand",),
}
