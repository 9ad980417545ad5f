"""What stands nowhere in the text: when stages run, types of templates, settings of models."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.facts import Facts, StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.ide.moments import moment, wave_of
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.text.span import Span

_KNOWN = (Outcome.FOUND, Outcome.PERHAPS_SKIPPED, Outcome.OPTIONAL_INPUT, Outcome.AFTER_LOOP)


class HintKind(Enum):
    """What a hint tells."""

    ORDER = "order"
    TYPE = "type"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Hint:
    """A text to show behind an offset, and more about it."""

    offset: int
    label: str
    kind: HintKind
    tooltip: str


def hints(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """Give the hints for the stages that a range touches."""
    facts = snapshot.facts
    for index, placed in enumerate(facts.pipeline.stages):
        if placed.start <= span.end and span.start <= placed.start + len(placed.stage.text):
            view = snapshot.view(index)
            yield from _order(facts, index)
            yield from _settings(view, placed.start)
            yield from _types(view, placed.start)


def _order(facts: Facts, index: int) -> Iterator[Hint]:
    stage = facts.stages[index].stage
    wave = wave_of(facts, index)
    if stage.id is not None and wave is not None:
        offset = facts.place(index, stage.id.span).end
        yield Hint(offset, f"wave {wave}", HintKind.ORDER, moment(facts, index))


def _types(view: StageView, start: int) -> Iterator[Hint]:
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        is_plain = len(reference.names) > 1 and not reference.template.trouble
        if is_plain and resolution.outcome in _KNOWN and resolution.type.name != "any":
            words = type_words(resolution.type)
            tooltip = f"{reference.template.path_text} is {words}"
            yield Hint(reference.span.end + start, words, HintKind.TYPE, tooltip)


def _settings(view: StageView, start: int) -> Iterator[Hint]:
    """Tell what a stage that asks a model passes on, whatever its file says."""
    stage = view.facts
    component = stage.component
    call = component.model_call if component is not None else None
    if stage.component_name is None or component is None or call is None:
        return
    fixed = {"temperature": call.temperature, "max_tokens": call.max_tokens}
    shown = []
    for name, value in fixed.items():
        effective = value if value is not None else _configured(view, name)
        if effective is not None:
            shown.append(f"{name} {effective:g}")
    if shown:
        offset = stage.component_name.span.end + start
        tooltip = f"what {component.name} passes to its model"
        yield Hint(offset, " · ".join(shown), HintKind.SETTINGS, tooltip)


def _configured(view: StageView, name: str) -> float | None:
    """Give the number that reaches the component, None when only a run tells."""
    parameter = view.facts.parameter(name)
    component = view.facts.component
    known = component.input(name) if component is not None else None
    value = view.settled(parameter) if parameter else known.default if known else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
