"""Under which conditions a stage runs, in sentences."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.scope import Control
from flowmason_assist.assist.explain.words import quoted


def conditions(facts: Facts, index: int) -> Iterator[str]:
    """Say what decides whether, and how often, a stage runs."""
    for control in facts.scopes[index].controls:
        if control.membership.live:
            yield _control(control)
    found = facts.stages[index].stage.string("on_error")
    if found is not None and found.value == "continue" and facts.reader.honors_timeouts:
        yield "with its errors passed over: a failure gives null"


def wave_of(facts: Facts, index: int) -> int | None:
    """Give the wave in which a stage runs, None for one that never does."""
    stage = facts.stages[index]
    is_only = stage.id is not None and facts.flow.stages.get(stage.id) is stage
    return facts.scopes[index].wave if is_only else None


def _control(control: Control) -> str:
    name = quoted(control.membership.controller)
    match control.membership.part:
        case Part.LOOP:
            words = f"once for each item of {name}"
        case Part.TRY:
            words = f"watched by {name}, so that an error does not end the run at once"
        case Part.CATCH:
            words = f"only if a stage that {name} watches fails"
        case Part.FINALLY:
            words = f"at the end of {name}, whatever happened"
        case Part.WHEN_TRUE:
            words = f"only if the condition of {name} holds"
        case Part.WHEN_FALSE:
            words = f"only if the condition of {name} does not hold"
        case Part.ROUTE:
            words = f"only if {name} chooses {quoted(control.membership.case or '')}"
        case Part.DEFAULT_ROUTE:
            words = f"only if no route of {name} fits"
    return f"{words}; and once besides, since it does not wait for it" if control.outside else words
