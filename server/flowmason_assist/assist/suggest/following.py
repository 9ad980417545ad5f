"""Stages that usually come next, offered behind those that nothing waits for."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.assist.compile.compile import make_stages
from flowmason_assist.assist.edit.anchor import Anchor, anchor_at
from flowmason_assist.assist.edit.insertion import insertion
from flowmason_assist.assist.edit.wrapping import Wrap, wrapping
from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.suggest.kinds import kind_of
from flowmason_assist.assist.suggest.library import LIBRARY, OUTSIDE, Following
from flowmason_assist.assist.suggest.suggestion import Suggestion, What


def following_suggestions(facts: Facts, stage: str | None) -> Iterator[Suggestion]:
    """Give what may follow a stage, or all stages that nothing waits for."""
    awaited = set(_awaited(facts))
    for index, each in enumerate(facts.stages):
        if each.id is None or each.id in awaited or stage not in (None, each.id):
            continue
        anchor = anchor_at(facts, index)
        if anchor is not None:
            yield from _behind(facts, anchor)
            yield from _guarded(facts, anchor)


def _awaited(facts: Facts) -> Iterator[str]:
    """Give the stages that others wait for which they do not control."""
    for each in facts.stages:
        inside = {member.controller for member in facts.flow.memberships.get(each.id or "", ())}
        yield from (text.value for text in each.stage.depends_on if text.value not in inside)


def _behind(facts: Facts, anchor: Anchor) -> Iterator[Suggestion]:
    stage = facts.stages[anchor.index]
    repeated = set(_components_in(facts, anchor.stage))
    for following in LIBRARY:
        name, wanted = following.setting or ("", None)
        is_set = wanted in (None, stage.text(name))
        holds = not following.holding or not repeated.isdisjoint(following.holding)
        fits = is_set and holds and _asks_for(stage, following.kinds)
        if anchor.component.name in following.after and fits:
            yield _suggestion(facts, anchor, following)


def _asks_for(stage: StageFacts, kinds: tuple[str, ...]) -> bool:
    prompt = stage.parameter("prompt")
    if not kinds or prompt is None:
        return True
    kind = kind_of(prompt.value.text or "")
    return kind is not None and kind.name in kinds


def _components_in(facts: Facts, controller: str) -> Iterator[str]:
    for each in facts.stages:
        memberships = facts.flow.memberships.get(each.id or "", ())
        if each.component_name and any(member.controller == controller for member in memberships):
            yield each.component_name.value


def _guarded(facts: Facts, anchor: Anchor) -> Iterator[Suggestion]:
    """Offer a try block around what may fail for reasons outside of the pipeline."""
    if anchor.component.name not in OUTSIDE:
        return
    edits, fault = wrapping(facts, Wrap(anchor.stage))
    if fault is None:
        reason = "a server that cannot be reached ends the whole run"
        title = "Catch its errors and log them"
        yield Suggestion(anchor.stage, What.PATTERNS, title, reason, edits)


def _suggestion(facts: Facts, anchor: Anchor, following: Following) -> Suggestion:
    plan, _ = parse(following.plan)
    made = make_stages(plan, facts.catalogue, "", anchor.around)
    output = facts.output_stage
    is_result = output is None or output.value == anchor.stage
    edits = insertion(facts, anchor.index, made, made.output if is_result else None)
    return Suggestion(anchor.stage, following.what, following.title, following.reason, tuple(edits))
