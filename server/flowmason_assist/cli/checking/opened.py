"""One pipeline, read and checked as its settings say: what most commands start from."""

import os
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.cli.checking.catalogues import catalogue_for
from flowmason_assist.cli.sources.given import STANDARD_INPUT, read_source
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.syntax.document import parse_document


@dataclass(frozen=True, slots=True)
class Opened:
    """A pipeline with its findings, and the interpreter that its dry runs use."""

    path: Path
    linted: Linted
    dry_run_options: DryRunOptions

    @property
    def text(self) -> str:
        """Give the text of the file."""
        return self.linted.facts.document.text

    @property
    def name(self) -> str:
        """Give what to call the file."""
        return "<stdin>" if self.path == STANDARD_INPUT else str(self.path)


def open_pipeline(path: Path) -> Opened:
    """Read a pipeline, "-" for standard input; raises `InputError` where it cannot be read."""
    return open_text(path, read_source(path))


def open_text(path: Path, text: str) -> Opened:
    """Take a text as the file at `path`."""
    is_standard = path == STANDARD_INPUT
    finder = ConfigurationFinder(os.environ)
    configuration = finder.for_folder(Path.cwd()) if is_standard else finder.for_file(path)
    catalogue = catalogue_for(Path.cwd() if is_standard else path.parent)
    linted = lint(parse_document(text), catalogue, configuration.lint_settings(path))
    return Opened(path, linted, DryRunOptions(interpreter=configuration.interpreter or None))
