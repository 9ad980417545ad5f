"""The files that an editor has open, and the only mutable state of the server."""

from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.text.line_index import LineIndex


@dataclass(frozen=True, slots=True)
class _Text:
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a file is judged by: the user's settings and the project's components."""

    settings: LintSettings
    catalogue: Catalogue


class Workspace:
    """
    Open files with their latest text, and the latest snapshot of each.

    Snapshots are made when somebody asks: typing ten characters between two questions costs
    one analysis.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.shipped = catalogue
        self._texts: dict[Path, _Text] = {}
        self._snapshots: dict[Path, Snapshot] = {}
        self._terms: dict[Path, Terms] = {}

    @property
    def open_files(self) -> tuple[Path, ...]:
        """Give the files that are open, in the order in which they were opened."""
        return tuple(self._texts)

    def write(self, path: Path, text: str, version: int) -> None:
        """Take the text of a file that was opened or edited."""
        self._texts[path] = _Text(version, text)

    def text(self, path: Path) -> str | None:
        """Give the latest text of an open file, None when the file is not open."""
        current = self._texts.get(path)
        return current.text if current else None

    def close(self, path: Path) -> None:
        """Forget a file."""
        self._texts.pop(path, None)
        self._snapshots.pop(path, None)
        self._terms.pop(path, None)

    def configure(self, path: Path, terms: Terms) -> None:
        """Set what a file is judged by."""
        self._terms[path] = terms

    def snapshot(self, path: Path) -> Snapshot | None:
        """Give the latest version of an open file, None when the file is not open."""
        current = self._texts.get(path)
        if current is None:
            return None
        terms = self._terms.get(path) or Terms(LintSettings(), self.shipped)
        known = self._snapshots.get(path)
        if known is not None and _is_current(known, current, terms):
            return known
        fresh = make_snapshot(
            path, current.text, current.version, terms.catalogue, terms.settings, known
        )
        self._snapshots[path] = fresh
        return fresh


def make_snapshot(
    path: Path,
    text: str,
    version: int,
    catalogue: Catalogue,
    settings: LintSettings,
    previous: Snapshot | None = None,
) -> Snapshot:
    """Analyze a file; what did not change since `previous` is taken from there."""
    document = parse_document(text, previous.document if previous else None)
    linted = lint(document, catalogue, settings, previous.linted if previous else None)
    return Snapshot(path, version, LineIndex(text), linted)


def _is_current(known: Snapshot, current: _Text, terms: Terms) -> bool:
    return (
        known.version == current.version
        and known.text is current.text
        and known.linted.settings == terms.settings
        and known.catalogue is terms.catalogue
    )
