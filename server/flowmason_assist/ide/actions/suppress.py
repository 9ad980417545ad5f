"""Findings silenced in the file, with the reason beside them."""

import json
from collections.abc import Iterable, Iterator

from flowmason_assist.ide.actions.action import Action, ActionKind, Plan
from flowmason_assist.ide.formatting import is_sound
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.edits import add_item, add_member
from flowmason_assist.lint.rule import Finding
from flowmason_assist.lint.suppress import KEY, UNUSED
from flowmason_assist.syntax.tree import Node, NodeKind

_REASON = "…"  # For the author to fill in.


def suppressions(snapshot: Snapshot, findings: Iterable[Finding]) -> Iterator[Action]:
    """Offer to silence the rules of some findings, in their stage and in the whole file."""
    root = snapshot.document.root
    if root.kind is not NodeKind.OBJECT or not is_sound(snapshot.document.problems):
        return
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.name != UNUSED:
            by_code.setdefault(finding.code, []).append(finding)
    for code, same in by_code.items():
        yield from _in_stage(snapshot, code, same)
        plan = _plan(snapshot.text, root, code, 0)
        if plan is not None:
            yield _action(f"Ignore {code} in this file", plan, same)


def _in_stage(snapshot: Snapshot, code: str, findings: list[Finding]) -> Iterator[Action]:
    stage = snapshot.document.stage_at(findings[0].span.start)
    if stage is None:
        return
    inside = [each for each in findings if stage.span.encloses(each.span)]
    plan = _plan(stage.text, stage.parsed.root, code, stage.start)
    if inside and plan is not None:
        name = stage.parsed.root.get("id")
        shown = f'"{name.text}"' if name is not None and name.text else f"{stage.index + 1}"
        yield _action(f"Ignore {code} in stage {shown}", plan, inside)


def _action(title: str, plan: Plan, findings: list[Finding]) -> Action:
    return Action(title, title, ActionKind.QUICK_FIX, plan, tuple(findings))


def _plan(text: str, holder: Node, code: str, start: int) -> Plan | None:
    """Give the way to name a code in an object; None where what stands there is no list."""
    settings = holder.get(KEY)
    if settings is None:
        written = f'{{ "ignore": [{json.dumps(code)}], "reason": "{_REASON}" }}'
        return lambda: (add_member(text, holder, KEY, written).shifted(start),)
    ignored = settings.get("ignore")
    if settings.kind is not NodeKind.OBJECT or (ignored and ignored.kind is not NodeKind.ARRAY):
        return None
    if ignored is None:
        written = f"[{json.dumps(code)}]"
        return lambda: (add_member(text, settings, "ignore", written).shifted(start),)
    return lambda: (add_item(text, ignored, json.dumps(code)).shifted(start),)
