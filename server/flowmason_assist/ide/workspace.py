"""The files that an editor has open, and the only mutable state of the server."""

from dataclasses import dataclass, replace
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.ide.describe.schema_file import SchemaFile
from flowmason_assist.ide.project.check import check
from flowmason_assist.ide.project.files import is_ours, project_schema
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.lint.suppress import apply_suppressions
from flowmason_assist.syntax.document import Document, parse_document
from flowmason_assist.text.line_index import LineIndex

_JSON_RULES = ("FM0",)  # All that holds for any JSON file.


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
    """
    Analyze a file; what did not change since `previous` is taken from there.

    A project file or a test file is checked as what it is, and has no stages.
    """
    schema = project_schema(path)
    if schema is not None:
        linted = lint_project(parse_document(text), schema, path, Terms(settings, catalogue))
    else:
        document = parse_document(text, previous.document if previous else None)
        linted = lint(document, catalogue, settings, previous.linted if previous else None)
    if not is_ours(path, linted.facts.document.root):
        linted = replace(linted, findings=())
    return Snapshot(path, version, LineIndex(text), linted)


def lint_project(document: Document, schema: SchemaFile, path: Path, terms: Terms) -> Linted:
    """Give the findings of a project file or a test file."""
    settings = terms.settings
    linted = lint(document, terms.catalogue, replace(settings, select=_JSON_RULES))
    found = [each for each in linted.findings if settings.allows(each.code, each.name)]
    wrong = check(document.root, schema, path.parent)
    found += [each for each in wrong if settings.allows(each.code, each.name)]
    found = apply_suppressions(linted.facts, found)
    found.sort(key=lambda each: (each.span, each.code))
    return replace(linted, findings=tuple(found), settings=settings)


def _is_current(known: Snapshot, current: _Text, terms: Terms) -> bool:
    return (
        known.version == current.version
        and known.text is current.text
        and known.linted.settings == terms.settings
        and known.catalogue is terms.catalogue
    )
