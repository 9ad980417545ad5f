"""How often each rule was broken, the most frequent first."""

import json
from collections import Counter
from dataclasses import dataclass

from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.text import SEVERITY_COLORS
from flowmason_assist.lint.rule import Severity


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    rule: str
    severity: Severity
    count: int
    fixable: int


def render(outcome: Outcome) -> str:
    """Give a line for each rule; a star marks what can be fixed."""
    rows = _rows(outcome)
    width = max((len(f"{row.count:,}") for row in rows), default=0)
    return "".join(
        f"{row.count:>{width},}  "
        f"{outcome.paint(f'{row.severity:<7} {row.code}', SEVERITY_COLORS[row.severity])}  "
        f"{'[*]' if row.fixable else '   '}  {row.rule}\n"
        for row in rows
    )


def render_json(outcome: Outcome) -> str:
    """Give the same as one JSON document."""
    rows = [
        {
            "code": row.code,
            "rule": row.rule,
            "severity": str(row.severity),
            "count": row.count,
            "fixable": row.fixable,
        }
        for row in _rows(outcome)
    ]
    return json.dumps(rows, indent=2) + "\n"


def _rows(outcome: Outcome) -> list[_Row]:
    findings = [finding for _, finding in outcome.findings]
    counts = Counter((each.code, each.name, each.severity) for each in findings)
    fixable = Counter((each.code, each.name, each.severity) for each in findings if each.fix)
    rows = [_Row(*key, count=count, fixable=fixable[key]) for key, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.count, row.code, row.severity))
