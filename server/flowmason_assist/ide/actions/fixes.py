"""Fixes of findings: one, all of a rule, or all that are safe."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.project.files import project_schema
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.fix import compatible, fix_text
from flowmason_assist.lint.rule import Applicability, Finding
from flowmason_assist.text.diff import line_edits
from flowmason_assist.text.edit import Edit

_GUESS = " (a guess)"


def quick_fixes(findings: Iterable[Finding]) -> Iterator[Action]:
    """Offer the fix of each finding; findings that share a fix share the action."""
    groups: dict[tuple[str, tuple[Edit, ...]], list[Finding]] = {}
    for finding in findings:
        if finding.fix is not None and finding.fix.edits:
            groups.setdefault((finding.fix.title, finding.fix.edits), []).append(finding)
    preferred: set[str] = set()  # Of several fixes for a finding, only one.
    for (title, edits), mended in groups.items():
        fix = mended[0].fix
        is_safe = fix is not None and fix.applicability is Applicability.SAFE
        place = f"{mended[0].code} {mended[0].pointer}"
        yield Action(
            key=f"fix {place} {title}",
            title=title if is_safe else f"{title}{_GUESS}",
            kind=ActionKind.QUICK_FIX,
            plan=partial(tuple, edits),
            findings=tuple(mended),
            applicability=Applicability.SAFE if is_safe else Applicability.UNSAFE,
            preferred=is_safe and place not in preferred,
        )
        preferred.add(place)


def fixes_of_rules(snapshot: Snapshot, findings: Iterable[Finding]) -> Iterator[Action]:
    """Offer to fix all findings of a rule at once, where the file has several."""
    fixable = [each for each in snapshot.findings if each.fix is not None and each.fix.edits]
    counts = Counter(each.code for each in fixable)
    here = [each for each in findings if each in fixable]
    for code in dict.fromkeys(each.code for each in here):
        if counts[code] > 1:
            is_safe = all(_is_safe(each) for each in fixable if each.code == code)
            applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
            title = f"Fix all {code} in this file ({counts[code]})"
            yield Action(
                key=f"fix all {code}",
                title=title if is_safe else f"{title}{_GUESS}",
                kind=ActionKind.QUICK_FIX,
                plan=partial(_fixed, snapshot, applicability, code),
                findings=tuple(each for each in here if each.code == code),
                applicability=applicability,
            )


def fix_all(snapshot: Snapshot) -> Iterator[Action]:
    """Offer to apply all safe fixes, until none is left."""
    if any(map(_is_safe, snapshot.findings)):
        yield Action(
            key="fix all",
            title="Apply all safe fixes in this file",
            kind=ActionKind.FIX_ALL,
            plan=partial(_fixed, snapshot, Applicability.SAFE, None),
        )


def _is_safe(finding: Finding) -> bool:
    fix = finding.fix
    return fix is not None and bool(fix.edits) and fix.applicability is Applicability.SAFE


def _fixed(snapshot: Snapshot, applicability: Applicability, code: str | None) -> tuple[Edit, ...]:
    if project_schema(snapshot.path) is not None:
        meant = [each for each in snapshot.findings if code in (None, each.code)]
        chosen = compatible(meant, applicability)
        return tuple({edit: None for each in chosen if each.fix for edit in each.fix.edits})
    fixed = fix_text(
        snapshot.text, snapshot.catalogue, snapshot.linted.settings, applicability, code
    )
    return tuple(line_edits(snapshot.text, fixed.text))
