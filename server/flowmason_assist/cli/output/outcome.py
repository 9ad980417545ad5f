"""Everything that an output format may need to know about a check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.cli.checking.report import Failure, Report
from flowmason_assist.cli.output.text import Paint
from flowmason_assist.lint.load import LoadedRule
from flowmason_assist.lint.rule import Finding, Severity

FAILING = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The results of a check; `root` is the folder in which it ran."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    rules: Mapping[str, LoadedRule]  # By code.
    root: Path
    paint: Paint

    @property
    def findings(self) -> Iterator[tuple[Report, Finding]]:
        """Give all findings with their reports."""
        return ((report, finding) for report in self.reports for finding in report.findings)

    def docs(self, finding: Finding) -> str:
        """Give the place of the documentation of a finding's rule."""
        return f"docs/{self.rules[finding.code].docs}"
