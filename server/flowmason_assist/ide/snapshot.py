"""One version of one open file, with everything that is known of it."""

from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.analysis.facts import Facts, StageView
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.lint.engine import Linted
from flowmason_assist.lint.rule import Finding
from flowmason_assist.syntax.document import Document
from flowmason_assist.text.line_index import LineIndex


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A file that an editor asks about; nothing in it changes any more."""

    path: Path
    version: int
    lines: LineIndex
    linted: Linted

    @property
    def document(self) -> Document:
        """Give the file's tree."""
        return self.facts.document

    @property
    def text(self) -> str:
        """Give the file's text."""
        return self.document.text

    @property
    def facts(self) -> Facts:
        """Give what is known of the pipeline."""
        return self.linted.facts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give what lint found."""
        return self.linted.findings

    @property
    def catalogue(self) -> Catalogue:
        """Give the components that the file may use."""
        return self.facts.catalogue

    def view(self, index: int) -> StageView:
        """Give a stage with what it sees of the others."""
        return self.facts.view(index)
