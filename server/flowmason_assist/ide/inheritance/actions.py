"""What an editor may offer to do about the ties between files."""

from collections.abc import Iterable, Iterator

from flowmason_assist.ide.actions.action import Action, ActionKind, Plan
from flowmason_assist.ide.actions.fresh import lints_as_well
from flowmason_assist.ide.inheritance.chain import Find, link_of
from flowmason_assist.ide.inheritance.resolve import Resolved, inherits, resolve
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Finding
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_TITLE = "Put what is inherited into this file"


def tie_actions(
    snapshot: Snapshot, span: Span, findings: Iterable[Finding], find: Find
) -> Iterator[Action]:
    """Offer the fixes of findings at a place, and at `extends` to write out what is inherited."""
    for each in findings:
        fix = each.fix
        if fix is not None and _touch(each.span, span):
            key = f"tie:{each.code}:{each.span.start}"
            yield Action(key, fix.title, ActionKind.QUICK_FIX, _plan(fix.edits), (each,))
    edit = _written_out(snapshot, span, find)
    if edit is not None and lints_as_well(snapshot, (edit,)):
        yield Action("tie:resolve", _TITLE, ActionKind.REWRITE, _plan((edit,)))


def _plan(edits: tuple[Edit, ...]) -> Plan:
    return lambda: edits


def _written_out(snapshot: Snapshot, span: Span, find: Find) -> Edit | None:
    root = snapshot.document.root
    members = (root.member("extends"), root.member("overrides"))
    if not any(each and _touch(each.span, span) for each in members):
        return None
    child = link_of(snapshot.path, snapshot.text)
    if child is None or not inherits(child.pipeline) or snapshot.document.problems:
        return None
    found = resolve(child, find)
    if not isinstance(found, Resolved):
        return None
    return Edit(Span(0, len(snapshot.text)), found.text)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
