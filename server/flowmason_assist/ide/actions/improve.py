"""Better prompts and settings, offered where the cursor is in a stage that asks a model."""

from collections.abc import Iterator

from flowmason_assist.assist.suggest.suggest import stage_suggestions
from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Applicability


def improvements(snapshot: Snapshot, index: int) -> Iterator[Action]:
    """Offer what would make a stage's prompt or settings better."""
    stage_id = snapshot.facts.stages[index].id
    if stage_id is None or snapshot.facts.index_of(stage_id) != index:
        return
    for each in stage_suggestions(snapshot.facts, stage_id):
        if each.edits:
            yield Action(
                key=f"improve: {each.title}",
                title=each.title,
                kind=ActionKind.REWRITE,
                plan=lambda edits=each.edits: edits,  # type: ignore[misc]
                applicability=Applicability.UNSAFE,
            )
