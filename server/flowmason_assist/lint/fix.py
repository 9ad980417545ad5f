"""Applies fixes until nothing is left to mend, and never leaves a file worse than it was."""

from collections.abc import Iterable
from dataclasses import dataclass

from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.rule import Applicability, Finding, Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.syntax.tree import ProblemKind
from flowmason_assist.text.edit import Edit, apply, overlap

_MOST_ROUNDS = 25
_ABOUT_JSON = "FM0"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A mended text; the findings in `applied` refer to the text of their own round."""

    text: str
    applied: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


def fix_text(
    text: str,
    catalogue: Catalogue,
    settings: LintSettings,
    applicability: Applicability,
    code: str | None = None,
) -> Fixed:
    """
    Apply all safe fixes, and with UNSAFE also those that guess, until none is left.

    With a `code`, only the fixes of that rule are applied. A fix after which a sound file
    would have errors is left out.
    """

    def look(candidate: str) -> Linted:
        return lint(parse_document(candidate), catalogue, settings)

    linted = look(text)
    seen = {text}  # Fixes that disagree must not go round in circles.
    applied: list[Finding] = []
    refused: set[tuple[str, str]] = set()
    for _ in range(_MOST_ROUNDS):
        offered = [
            each
            for each in _mendable(linted)
            if code in (None, each.code) and _identity(each) not in refused
        ]
        wanted = compatible(offered, applicability)
        if not wanted:
            break
        # All together first; one by one only when that does harm.
        batches = [wanted] if len(wanted) == 1 else [wanted, *([each] for each in wanted)]
        for batch in batches:
            candidate = _applied(text, batch)
            after = look(candidate)
            if candidate not in seen and not _breaks(linted.findings, after.findings):
                text, linted = candidate, after
                seen.add(text)
                applied += batch
                break
            if len(batch) == 1:
                refused.add(_identity(batch[0]))
    return Fixed(text, tuple(applied), linted.findings)


def _mendable(linted: Linted) -> list[Finding]:
    """Give the findings to mend now: what is no JSON may be misread in everything else."""
    problems = {problem.kind for problem in linted.facts.document.problems}
    is_json = not any(kind.is_refused for kind in problems - {ProblemKind.BYTE_ORDER_MARK})
    return [each for each in linted.findings if is_json or each.code.startswith(_ABOUT_JSON)]


def compatible(findings: Iterable[Finding], applicability: Applicability) -> list[Finding]:
    """Give the findings whose fixes may be applied together; of rivals, the first."""
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.edits:
            continue
        if fix.applicability is Applicability.UNSAFE and applicability is Applicability.SAFE:
            continue
        new = [edit for edit in fix.edits if edit not in taken]
        if any(overlap(edit, other) for edit in new for other in taken):
            continue
        chosen.append(finding)
        taken += new
    return chosen


def _applied(text: str, findings: Iterable[Finding]) -> str:
    edits = {edit: None for finding in findings if finding.fix for edit in finding.fix.edits}
    return apply(text, edits)


def _breaks(before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    """Tell whether a file without errors would have some; mending may well reveal others."""
    return not _has_errors(before) and _has_errors(after)


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.pointer
