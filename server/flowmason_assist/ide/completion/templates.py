"""The inside of `{{ }}`: roots, stages, outputs, inputs, variables, and where a path leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.outputs import follow
from flowmason_assist.analysis.scope import Seen, State
from flowmason_assist.catalogue.types import Type
from flowmason_assist.config.variables import project_variables
from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.completion.config import in_parameters
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank, literal, shortlist
from flowmason_assist.ide.completion.paths import known_paths
from flowmason_assist.ide.completion.reach import awaited_by, waiting_for
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.lint.edits import add_dependency
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_WORD = re.compile(r"[\w-]+")
_BRACES = re.compile(r"\{|\}{1,2}")
_HIDDEN = frozenset({State.ITSELF, State.SKIPPED, State.UNFINISHED, State.UNKNOWN})
_WITH_FIELDS = frozenset({"any", "dict", "object"})
_ROOTS = {
    "input": "what the run is given",
    "upstream": "outputs of stages",
    "context": "the run and its loops",
    "env": "environment variables",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A template that the cursor is in: the segments before it, and what is to be replaced."""

    names: tuple[str, ...]
    span: Span
    closers: str  # The braces that are missing behind it.
    stage_index: int


def opening_at(site: Site) -> Opening | None:
    """Give the template that the cursor is in, None when it is in none that is resolved."""
    if site.stage_index is None or not site.in_string or not in_parameters(site):
        return None
    prefix = site.prefix
    start = prefix.rfind("{{")
    if start < 0 or "}" in prefix[start:]:
        return None
    *names, typed = prefix[start + 2 :].lstrip().split(".")
    end = site.offset
    if typed:
        match = _WORD.match(site.text, end, site.typed.end)
        end = match.end() if match else end
    span = Span(site.offset - len(typed), end)
    return Opening(tuple(names), span, _missing_braces(site, end), site.stage_index)


def template_items(site: Site, opening: Opening) -> Iterator[Item]:
    """Give what may stand at the cursor of a template."""
    match opening.names:
        case ():
            yield from _roots(site, opening)
        case ("input",):
            yield from _inputs(site, opening)
        case ("upstream",):
            yield from _stages(site, opening)
        case ("env",):
            yield from _environment(site, opening)
        case ("context",):
            yield from _context(site, opening)
        case _:
            yield from _fields(site, opening)


def _missing_braces(site: Site, end: int) -> str:
    behind = site.text[end : max(end, site.typed.end)]
    brace = _BRACES.search(behind)
    if brace is not None and brace[0].startswith("}"):
        return "}" if brace[0] == "}" and brace.start() == 0 else ""
    is_amid_path = bool(behind) and (behind[0] == "." or _WORD.fullmatch(behind[0]) is not None)
    return "" if is_amid_path else "}}"


def _roots(site: Site, opening: Opening) -> Iterator[Item]:
    for name, words in _ROOTS.items():
        yield _item(opening, name, ItemKind.ROOT, words, Rank.GOOD, goes_on=True)
    for each in known_paths(site):
        if each.is_main:
            kind = ItemKind.INPUT if each.owner == "input" else ItemKind.FIELD
            detail = type_words(each.type)
            yield _item(opening, each.path, kind, detail, Rank.PLAIN)


def _inputs(site: Site, opening: Opening) -> Iterator[Item]:
    for name, field in site.facts.inputs.fields.items():
        need = "required" if field.required else "optional" if field.declared else "sample input"
        detail = f"{type_words(field.type)}, {need}"
        rank = Rank.GOOD if field.required or field.sampled else Rank.PLAIN
        goes_on = _has_fields(field.type)
        yield _item(opening, name, ItemKind.INPUT, detail, rank, goes_on=goes_on)


def _stages(site: Site, opening: Opening) -> Iterator[Item]:
    reach = _Reach.of(site)
    typed = site.text[opening.span.start : site.offset]
    names = (each for each in site.facts.flow.stages if each not in reach.waiting)
    candidates = (_Candidate(each, reach.rank(each)) for each in names)
    nearest = [each.label for each in shortlist(candidates, typed)]
    for stage_id, seen in site.facts.see(opening.stage_index, nearest).items():
        access = _access(site, reach, seen)
        if access is None:
            continue
        note = f" · {access.note}" if access.note else ""
        detail = f"{seen.component or 'unknown component'}{note}"
        item = _item(opening, stage_id, ItemKind.STAGE, detail, access.rank, goes_on=True)
        yield replace(item, more=access.edits)


class _Candidate(NamedTuple):
    label: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a stage waits for, directly and at all, and who waits for it."""

    own: frozenset[str]
    awaited: frozenset[str]
    waiting: frozenset[str]
    controls: frozenset[tuple[str, str, str | None]]
    is_body: bool

    @staticmethod
    def of(site: Site) -> "_Reach":
        stage_id = (site.stage.id if site.stage else None) or ""
        controls = site.facts.scopes[site.stage_index or 0].controls
        dependencies = site.stage.stage.depends_on if site.stage else ()
        return _Reach(
            own=frozenset(text.value for text in dependencies),
            awaited=awaited_by(site.facts, stage_id),
            waiting=waiting_for(site.facts, stage_id) | {stage_id},
            controls=frozenset(each.membership.branch_key for each in controls),
            is_body=any(each.membership.part.inline for each in controls),
        )

    def rank(self, stage_id: str) -> Rank:
        """Give how likely a stage is read, as far as waiting tells."""
        if stage_id in self.own:
            return Rank.BEST
        return Rank.GOOD if stage_id in self.awaited else Rank.PLAIN


@dataclass(frozen=True, slots=True)
class _Access:
    """How well a stage can be read, and what must be added for that."""

    rank: Rank
    note: str = ""
    edits: tuple[Edit, ...] = ()


def _access(site: Site, reach: _Reach, seen: Seen) -> _Access | None:
    name = seen.stage_id
    if seen.state in _HIDDEN or name in reach.waiting or _is_closed_off(reach, seen):
        return None
    rank = reach.rank(name)
    if rank is not Rank.PLAIN:
        note = "may be skipped" if seen.state is State.PERHAPS_SKIPPED else ""
        return _Access(rank, note)
    if reach.is_body:
        return None if seen.state is State.LATER else _Access(Rank.GOOD)
    edits = _waiting_edit(site, name)
    note = "adds depends_on" if edits else "needs depends_on"
    return _Access(Rank.FAR if seen.state is State.LATER else rank, note, edits)


def _is_closed_off(reach: _Reach, seen: Seen) -> bool:
    """Tell whether a stage stands in a block whose stages have no outputs for this one."""
    own = {controller for controller, _, _ in reach.controls}
    for each in seen.memberships:
        if not each.live:
            continue
        if each.part in (Part.LOOP, Part.CATCH) and each.controller not in own:
            return True
        if each.part.branch and each.controller in own and each.branch_key not in reach.controls:
            return True
    return False


def _waiting_edit(site: Site, stage_id: str) -> tuple[Edit, ...]:
    if site.stage is None or site.touched is None:
        return ()
    stage = site.stage.stage
    holder = stage.root.get("depends_on")
    if holder is not None and holder.kind is not NodeKind.ARRAY:
        return ()
    edit = add_dependency(stage.text, stage.root, stage_id).shifted(site.base)
    is_apart = edit.span.end <= site.touched.start or edit.span.start >= site.touched.end
    return (edit,) if is_apart else ()


def _fields(site: Site, opening: Opening) -> Iterator[Item]:
    start, edits = _start(site, opening.names)
    found = follow(start, opening.names[2:], 2) if start else None
    if not isinstance(found, Type):
        return
    for name, kind in _all_fields(found):
        words, goes_on = type_words(kind), _has_fields(kind)
        item = _item(opening, name, ItemKind.FIELD, words, goes_on=goes_on)
        yield replace(item, more=edits)


def _start(site: Site, names: tuple[str, ...]) -> tuple[Type | None, tuple[Edit, ...]]:
    if site.stage_index is None:
        return None, ()
    match names[0]:
        case "input":
            field = site.facts.inputs.fields.get(names[1])
            return (field.type if field else None), ()
        case "context":
            return site.facts.scopes[site.stage_index].loop_types.get(names[1]), ()
        case "upstream":
            seen = site.facts.see(site.stage_index, [names[1]])[names[1]]
            access = _access(site, _Reach.of(site), seen)
            return (seen.output, access.edits) if access else (None, ())
        case _:
            return None, ()


def _all_fields(kind: Type) -> Iterator[tuple[str, Type]]:
    if kind.name == "union":
        for each in kind.args:
            yield from _all_fields(each)
    yield from kind.fields


def _has_fields(kind: Type) -> bool:
    members = kind.args if kind.name == "union" else (kind,)
    return any(each.name in _WITH_FIELDS for each in members)


def _environment(site: Site, opening: Opening) -> Iterator[Item]:
    used = _variables(site)
    path = site.snapshot.path
    named = project_variables(path.parent) if path.is_absolute() else ()
    for name in sorted(used.union(named)):
        detail = "used in this file" if name in used else "named in flowmason.json"
        yield _item(opening, name, ItemKind.VARIABLE, detail)


def _variables(site: Site) -> set[str]:
    """Give the environment variables that other templates of the file read."""
    found: set[str] = set()
    for index, stage in enumerate(site.facts.stages):
        for each in stage.references if "env" in {names[0] for names in stage.reads} else ():
            is_here = index == site.stage_index and each.span.contains(site.offset - site.base)
            if each.root == "env" and len(each.names) > 1 and not is_here:
                found.add(each.names[1])
    return found


def _context(site: Site, opening: Opening) -> Iterator[Item]:
    scope = site.facts.scopes[site.stage_index or 0]
    for name, kind in scope.loop_types.items():
        inside = scope.loop_names.get(name)
        rank = Rank.BEST if inside else Rank.PLAIN if inside is None else Rank.LAST
        note = " · the last item of a loop that is over" if inside is False else ""
        goes_on = _has_fields(kind)
        detail = f"{type_words(kind)}{note}"
        yield _item(opening, name, ItemKind.VARIABLE, detail, rank, goes_on=goes_on)


def _item(
    opening: Opening,
    name: str,
    kind: ItemKind,
    detail: str,
    rank: Rank = Rank.GOOD,
    *,
    goes_on: bool = False,
) -> Item:
    written, closers = encode(name), opening.closers
    edit = Edit(opening.span, written if goes_on else f"{written}{closers}")
    snippet = None
    if goes_on and closers:
        snippet = Edit(opening.span, f"{literal(written)}$0{closers}")
    about = ("path", str(opening.stage_index), ".".join((*opening.names, name)))
    return Item(name, kind, edit, detail, rank, snippet, about=about, goes_on=goes_on)
