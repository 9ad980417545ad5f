"""Stages moved into the order in which they run."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.formatting import is_sound
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.text.edit import Edit


def organize_stages(snapshot: Snapshot) -> Iterator[Action]:
    """Offer to sort the stages, where all of them run and some stand elsewhere."""
    facts = snapshot.facts
    if not is_sound(snapshot.document.problems) or len(facts.flow.stages) != len(facts.stages):
        return
    order = run_order(facts)
    if order is not None and order != list(range(len(order))):
        yield Action(
            key="organize",
            title="Sort stages in the order in which they run",
            kind=ActionKind.ORGANIZE_STAGES,
            plan=lambda: tuple(_moves(snapshot, order)),
        )


def run_order(facts: Facts) -> list[int] | None:
    """
    Give the indexes of the stages as they run, None when some never do.

    Stages of one wave keep their order; a body follows the stage that runs it.
    """
    if any(stage.id is None or stage.id not in facts.flow.waves for stage in facts.stages):
        return None
    return sorted(range(len(facts.stages)), key=lambda index: _moment(facts, index))


def _moment(facts: Facts, index: int) -> tuple[int, int, int, int]:
    stage_id = facts.stages[index].id or ""
    body = facts.flow.inline_part(stage_id)
    if body is None:
        return facts.flow.waves[stage_id], index, -1, index
    controller = facts.index_of(body.controller)
    holder = index if controller is None else controller
    return facts.flow.waves[body.controller], holder, body.index, index


def _moves(snapshot: Snapshot, order: list[int]) -> Iterator[Edit]:
    stages = snapshot.document.stages
    for place, index in zip(stages, order, strict=True):
        if place.text != stages[index].text:
            yield Edit(place.span, stages[index].text)
