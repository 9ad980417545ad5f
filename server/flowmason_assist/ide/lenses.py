"""Lines above stages: when each runs, how often it is used, and what can be asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.ide.moments import moment
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.text.span import Span


class Purpose(Enum):
    """What happens when somebody picks a lens."""

    TELL = "tell"  # Nothing: it only says something.
    REFERENCES = "references"  # The places in the lens are shown.
    DRY_RUN = "dry_run"
    EXPLAIN = "explain"
    DIAGRAM = "diagram"


@dataclass(frozen=True, slots=True)
class Lens:
    """A line above a place; `uses` are the places that it counts."""

    span: Span
    title: str
    purpose: Purpose = Purpose.TELL
    uses: tuple[Span, ...] = ()


def lenses(snapshot: Snapshot) -> Iterator[Lens]:
    """Give the lenses of a file, in the order of the text."""
    facts = snapshot.facts
    if not facts.stages:
        return
    root = facts.pipeline.root
    top = Span(root.start, root.start + 1)
    yield Lens(top, "dry run", Purpose.DRY_RUN)
    yield Lens(top, "explain", Purpose.EXPLAIN)
    yield Lens(top, "diagram", Purpose.DIAGRAM)
    uses = _uses(facts)
    output = facts.output_stage
    for index, stage in enumerate(facts.stages):
        start = facts.start(index)
        span = Span(start, start + 1)
        yield Lens(span, moment(facts, index))
        if stage.id is None:
            continue
        places = tuple(place for each in uses.get(stage.id, {}).values() for place in each)
        is_output = output is not None and output.value == stage.id
        title = _count(len(uses.get(stage.id, ())), is_output=is_output)
        yield Lens(span, title, Purpose.REFERENCES if places else Purpose.TELL, places)
        yield Lens(span, "explain", Purpose.EXPLAIN)


def _count(users: int, *, is_output: bool) -> str:
    stages = "1 stage" if users == 1 else f"{users} stages"
    if is_output:
        return f"used by {stages} and the result of the run" if users else "the result of the run"
    return f"used by {stages}" if users else "not used"


def _uses(facts: Facts) -> dict[str, dict[int, list[Span]]]:
    """Give for each id the stages that name it, with the places where they do."""
    uses: dict[str, dict[int, list[Span]]] = {}
    for index, stage in enumerate(facts.stages):
        named = [(text.value, text.span) for text in stage.stage.depends_on]
        named += [(each.stage_id.value, each.stage_id.span) for each in stage.mentions]
        named += [
            (each.stage, each.segment_span(1))
            for each in stage.references
            if each.stage is not None
        ]
        for name, span in named:
            if name != stage.id:
                uses.setdefault(name, {}).setdefault(index, []).append(facts.place(index, span))
    return uses
