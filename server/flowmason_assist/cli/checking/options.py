"""The options of `check`, and which of them contradict each other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from flowmason_assist.cli.checking.rule_options import narrowed
from flowmason_assist.config.configuration import Configuration
from flowmason_assist.lint.rule import Applicability
from flowmason_assist.lint.settings import ReaderName

Format = Literal["concise", "full", "json", "github", "sarif", "junit"]

STANDARD_INPUT = Path("-")
TEXT_FORMATS = ("concise", "full")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What stands on the command line, as click reads it."""

    paths: tuple[Path, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    reader: ReaderName | None
    output_format: Format
    statistics: bool
    exit_zero: bool
    stdin_filename: Path | None
    config: Path | None
    isolated: bool
    jobs: int | None

    @property
    def fixes(self) -> Applicability | None:
        """Give which fixes to apply."""
        if self.unsafe_fixes:
            return Applicability.UNSAFE
        return Applicability.SAFE if self.fix or self.diff else None

    @property
    def prints_fixed_text(self) -> bool:
        """Tell whether standard output gets the mended standard input."""
        return STANDARD_INPUT in self.paths and self.fixes is not None and not self.diff

    @property
    def writes_files(self) -> bool:
        """Tell whether files are to be changed."""
        return self.fixes is not None and not self.diff and not self.prints_fixed_text

    def require_sense(self) -> None:
        """Raise UsageError for options that cannot be meant together."""
        is_text = self.output_format in TEXT_FORMATS
        if self.diff and not is_text:
            raise click.UsageError("--diff prints a diff; leave out --output-format")
        if self.diff and self.statistics:
            raise click.UsageError("--diff prints a diff; leave out --statistics")
        if self.statistics and not is_text and self.output_format != "json":
            raise click.UsageError(f"--statistics cannot be printed as {self.output_format}")
        if self.config and self.isolated:
            raise click.UsageError("--config names a file, --isolated wants none")
        if self.prints_fixed_text and len(self.paths) > 1:
            raise click.UsageError('with fixes, "-" stands alone: its text goes to standard output')
        if self.prints_fixed_text and not is_text:
            raise click.UsageError(
                'with fixes, "-" prints the fixed text; leave out --output-format, or use --diff'
            )

    def narrowed(self, configuration: Configuration) -> Configuration:
        """Give a configuration in which the options count."""
        return narrowed(configuration, self.select, self.ignore, self.reader)
