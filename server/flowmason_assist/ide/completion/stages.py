"""Ids of stages where one must stand: dependencies, control lists, the output stage."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from flowmason_assist.analysis.flow import CONTROLLERS, Part
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.catalogue.component import Role
from flowmason_assist.ide.completion.config import parameter_input
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank, shortlist
from flowmason_assist.ide.completion.reach import awaited_by, waiting_for
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.lint.edits import add_dependency
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.edit import Edit

# How deep the lists lie: behind "config" and the input, and in a router behind the case.
_DEPTHS = {Role.STAGE_IDS: (2,), Role.STAGE_MAP: (3,)}


class _Candidate(NamedTuple):
    label: str
    rank: Rank
    note: str = ""


def dependencies(site: Site) -> Iterator[Item]:
    """Give the stages that a stage may wait for: no cycle arises, and none is named twice."""
    stage = site.stage
    if stage is None:
        return
    read = {each.stage for each in stage.references}
    awaited = awaited_by(site.facts, stage.id or "")
    taken = listed_already(site) | waiting_for(site.facts, stage.id or "") | {stage.id}
    previous = _previous(site)

    def candidate(stage_id: str) -> _Candidate:
        if stage_id in read:
            return _Candidate(stage_id, Rank.BEST, "read here")
        if stage_id in awaited:
            return _Candidate(stage_id, Rank.FAR, "waited for already")
        return _Candidate(stage_id, Rank.GOOD if stage_id == previous else Rank.PLAIN)

    known = (candidate(each) for each in site.facts.flow.stages if each not in taken)
    yield from (_item(site, each) for each in shortlist(known, site.prefix))


def controlled_stages(site: Site) -> Iterator[Item]:
    """Give the stages that a control stage may name in the list at the place."""
    controller = site.stage.id if site.stage else None
    if controller is None:
        return
    # What the control stage waits for runs before it decides.
    taken = listed_already(site) | awaited_by(site.facts, controller) | {controller}
    waiting = waiting_for(site.facts, controller)
    inline = _is_inline(site)

    def candidate(stage: StageFacts) -> _Candidate:
        stage_id = stage.id or ""
        memberships = site.facts.flow.memberships.get(stage_id, ())
        if inline and stage.component is not None and stage.component.name in CONTROLLERS:
            return _Candidate(stage_id, Rank.LAST)
        if any(each.controller != controller for each in memberships):
            return _Candidate(stage_id, Rank.FAR)
        return _Candidate(stage_id, Rank.BEST if stage_id in waiting else Rank.GOOD)

    stages = site.facts.flow.stages
    known = (candidate(each) for name, each in stages.items() if name not in taken)
    for each in shortlist(known, site.prefix):
        edits = () if each.label in waiting else _waiting_edit(site, each.label, controller)
        note = "adds depends_on there" if edits else ""
        yield _item(site, each._replace(note=note), edits)


def output_stages(site: Site) -> Iterator[Item]:
    """Give the stages whose output may be the run's; those that nobody waits for come first."""
    flow = site.facts.flow
    awaited = {text.value for each in flow.stages.values() for text in each.stage.depends_on}

    def candidate(stage_id: str) -> _Candidate:
        if flow.inline_part(stage_id) is not None:
            return _Candidate(stage_id, Rank.LAST, "part of a block")
        return _Candidate(stage_id, Rank.PLAIN if stage_id in awaited else Rank.BEST)

    known = map(candidate, flow.stages)
    yield from (_item(site, each) for each in shortlist(known, site.prefix))


def takes_stage_ids(site: Site) -> bool:
    """Tell whether the place is a list of stage ids of a control stage, or an item of one."""
    known = parameter_input(site)
    depths = _DEPTHS.get(known.role, ()) if known else ()
    is_item = isinstance(site.path[-1], int)
    return len(site.stage_path) - is_item in depths and (is_item or not site.in_string)


def listed_already(site: Site) -> set[str | None]:
    """Give the texts in the list around the place, but for the one that is touched."""
    items = site.holder.items if site.holder else ()
    start = site.touched.start if site.touched else -1
    return {each.text for each in items if each.start + site.base != start}


def _item(site: Site, candidate: _Candidate, edits: tuple[Edit, ...] = ()) -> Item:
    stage_id, rank, note = candidate
    component = _component(site.facts.flow.stages[stage_id])
    detail = f"{component} · {note}" if note else component
    is_item = isinstance(site.path[-1], int) or site.path == ("output_stage_id",)
    edit = (
        site.replace_string(stage_id) if is_item else site.replace_json(f"[{json.dumps(stage_id)}]")
    )
    more = (*site.comma, *edits)
    about = ("stage", stage_id)
    return Item(stage_id, ItemKind.STAGE, edit, detail, rank, more=more, about=about)


def _component(stage: StageFacts) -> str:
    return stage.component_name.value if stage.component_name else "no component"


def _previous(site: Site) -> str | None:
    index = site.stage_index or 0
    return site.facts.stages[index - 1].id if index else None


def _is_inline(site: Site) -> bool:
    known = parameter_input(site)
    return known is not None and any(part.value == known.name and part.inline for part in Part)


def _waiting_edit(site: Site, stage_id: str, controller: str) -> tuple[Edit, ...]:
    index = site.facts.index_of(stage_id)
    if index is None:
        return ()
    stage = site.facts.stages[index].stage
    holder = stage.root.get("depends_on")
    if not stage.root.members or (holder is not None and holder.kind is not NodeKind.ARRAY):
        return ()
    edit = add_dependency(stage.text, stage.root, controller)
    return (edit.shifted(site.facts.start(index)),)
