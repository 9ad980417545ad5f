"""Stages that usually come next, offered behind those that nothing waits for."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.compile.compile import make_stages
from flowmason_assist.assist.edit.anchor import Anchor, anchor_at
from flowmason_assist.assist.edit.insertion import insertion
from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.suggest.library import LIBRARY, Following
from flowmason_assist.assist.suggest.suggestion import Suggestion


def following_suggestions(facts: Facts, stage: str | None) -> Iterator[Suggestion]:
    """Give what may follow a stage, or all stages that nothing waits for."""
    awaited = {text.value for each in facts.stages for text in each.stage.depends_on}
    for index, each in enumerate(facts.stages):
        if each.id is None or each.id in awaited or stage not in (None, each.id):
            continue
        anchor = anchor_at(facts, index)
        if anchor is not None:
            yield from _behind(facts, anchor)


def _behind(facts: Facts, anchor: Anchor) -> Iterator[Suggestion]:
    for following in LIBRARY:
        if anchor.component.name in following.after:
            yield _suggestion(facts, anchor, following)


def _suggestion(facts: Facts, anchor: Anchor, following: Following) -> Suggestion:
    plan, _ = parse(following.plan)
    made = make_stages(plan, facts.catalogue, "", anchor.around)
    output = facts.output_stage
    is_result = output is None or output.value == anchor.stage
    edits = insertion(facts, anchor.index, made, made.output if is_result else None)
    return Suggestion(anchor.stage, following.what, following.title, following.reason, tuple(edits))
