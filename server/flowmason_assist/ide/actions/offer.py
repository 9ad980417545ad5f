"""All that an editor may offer to do at a place, and the edits of what was chosen."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.actions.extract import extractions
from flowmason_assist.ide.actions.fixes import fix_all, fixes_of_rules, quick_fixes
from flowmason_assist.ide.actions.fresh import lints_as_well
from flowmason_assist.ide.actions.improve import improvements
from flowmason_assist.ide.actions.inline import inlinings
from flowmason_assist.ide.actions.order import organize_stages
from flowmason_assist.ide.actions.rewrite import rewrites, waits
from flowmason_assist.ide.actions.suppress import suppressions
from flowmason_assist.ide.cursor import Cursor, locate
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Finding, Severity
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_MOST_FINDINGS = 50
_MANY_STAGES = 200
_CHECKED = (ActionKind.EXTRACT, ActionKind.INLINE, ActionKind.REWRITE)


@dataclass(frozen=True, slots=True)
class Request:
    """
    What an editor asks for: a place, and the kinds of actions, where none means all.

    `hasty` says that nobody asked yet: the editor wants to know whether to show a light bulb.
    """

    span: Span
    only: tuple[str, ...] = ()
    hasty: bool = False


def offered(snapshot: Snapshot, request: Request) -> list[Action]:
    """
    Give the actions for a place, the most helpful first.

    A change of the pipeline is offered only if the file then lints as well as before. In a
    large file that takes its time, so a hasty request gets none.
    """
    wanted = [each for each in _all(snapshot, request) if each.kind.is_wanted(request.only)]
    is_large = len(snapshot.facts.stages) > _MANY_STAGES
    if request.hasty and is_large:
        return [each for each in wanted if each.kind not in _CHECKED]
    return [each for each in wanted if each.kind not in _CHECKED or _is_sound(snapshot, each)]


def edits_of(snapshot: Snapshot, request: Request, key: str) -> tuple[Edit, ...]:
    """Give the edits of an action by its key; none when it is not offered any more."""
    for action in _all(snapshot, request):
        if action.key == key:
            return action.plan()
    return ()


def _all(snapshot: Snapshot, request: Request) -> Iterator[Action]:
    span = request.span
    touched = [each for each in snapshot.findings if _touch(each.span, span)]
    findings = sorted(touched, key=_urgency)[:_MOST_FINDINGS]
    cursor = locate(snapshot, span.start)
    yield from quick_fixes(findings)
    if cursor.stage_index is not None:
        is_near = _is_on_head(cursor)
        found = waits(snapshot, cursor.stage_index)
        yield from (
            each for each in found if is_near or not set(findings).isdisjoint(each.findings)
        )
    yield from fixes_of_rules(snapshot, findings)
    yield from extractions(snapshot, span)
    yield from inlinings(snapshot, span)
    if cursor.stage_index is not None and _is_on_head(cursor):
        yield from rewrites(snapshot, cursor.stage_index)
    elif cursor.stage_index is not None and cursor.parameter is not None:
        yield from improvements(snapshot, cursor.stage_index)
    yield from suppressions(snapshot, findings)
    yield from fix_all(snapshot)
    yield from organize_stages(snapshot)


def _is_on_head(cursor: Cursor) -> bool:
    """Tell whether a cursor is on what a stage is, not on what it passes to its component."""
    return len(cursor.path) < 2 or cursor.path[0] == "depends_on"  # noqa: PLR2004 - inside a value


def _urgency(finding: Finding) -> tuple[int, int]:
    """Give what orders findings: the grave ones first, and those that say most exactly where."""
    return list(Severity).index(finding.severity), finding.span.end - finding.span.start


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_sound(snapshot: Snapshot, action: Action) -> bool:
    edits = action.plan()
    return bool(edits) and lints_as_well(snapshot, edits)
