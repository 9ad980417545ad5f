"""When a stage runs, in a few words."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Membership, Part

_MOST_NAMES = 3


def wave_of(facts: Facts, index: int) -> int | None:
    """Give the wave in which a stage runs, None for one that never does."""
    stage = facts.stages[index]
    is_only = stage.id is not None and facts.flow.stages.get(stage.id) is stage
    return facts.scopes[index].wave if is_only else None


def moment(facts: Facts, index: int) -> str:
    """Say when a stage runs: "wave 2 · after fetch · inside loop each"."""
    wave = wave_of(facts, index)
    if wave is None:
        return "never runs"
    return " · ".join((f"wave {wave}", *_conditions(facts, index)))


def _conditions(facts: Facts, index: int) -> Iterator[str]:
    after = list(dict.fromkeys(text.value for text in facts.stages[index].stage.depends_on))
    if after:
        left = len(after) - _MOST_NAMES
        names = ", ".join(after[:_MOST_NAMES])
        yield f"after {names} and {left} more" if left > 0 else f"after {names}"
    for control in facts.scopes[index].controls:
        if control.membership.live:
            yield _control(control.membership)


def _control(membership: Membership) -> str:
    name = membership.controller
    match membership.part:
        case Part.LOOP:
            return f"inside loop {name}"
        case Part.TRY:
            return f"in the try block of {name}"
        case Part.CATCH:
            return f"after an error in {name}"
        case Part.FINALLY:
            return f"at the end of {name}"
        case Part.WHEN_TRUE:
            return f"if {name} is true"
        case Part.WHEN_FALSE:
            return f"if {name} is false"
        case Part.ROUTE:
            return f'on the route "{membership.case}" of {name}'
        case Part.DEFAULT_ROUTE:
            return f"if no route of {name} matches"
