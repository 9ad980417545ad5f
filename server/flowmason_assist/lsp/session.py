"""What one client and this server agreed on, and the files that the client has open."""

import asyncio
import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.config.project import ProjectCatalogues
from flowmason_assist.ide.index.mention import FileFacts
from flowmason_assist.ide.index.read import snapshot_facts
from flowmason_assist.ide.index.store import Store, cache_path
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.workspace import Terms, Workspace, make_snapshot
from flowmason_assist.lint.rule import Finding
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.lsp.convert import Converter, DiagnosticParts, path_of
from flowmason_assist.lsp.settings import EditorSettings
from flowmason_assist.resources import folder
from flowmason_assist.text.columns import Encoding
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.line_index import LineIndex

if TYPE_CHECKING:
    from flowmason_assist.assist.answer import Shelf
    from flowmason_assist.engine.session import EngineSession
    from flowmason_assist.ide.inheritance.chain import Link
    from flowmason_assist.ide.run.faults import Fault

_MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class At:
    """A place that a request is about."""

    snapshot: Snapshot
    offset: int


@dataclass(frozen=True, slots=True)
class _Failures:
    """What went wrong in a run of one version of a file."""

    version: int
    faults: "tuple[Fault, ...]"


class Session:
    """The state of one connection."""

    def __init__(self) -> None:
        self._uris: dict[Path, str] = {}
        self.convert = Converter(Encoding.UTF16, self._uris)
        self.capabilities = lsp.ClientCapabilities()
        self.settings = EditorSettings()
        self.is_trusted = True
        self.unpublished: set[str] = set()
        self.told: set[str] = set()
        self.pulled: dict[Path, str] = {}
        self.indexing: asyncio.Task[None] | None = None
        self.indexed_folders: set[Path] = set()
        self.read_folders: set[Path] = set()
        self._failures: dict[Path, _Failures] = {}
        self._open_facts: dict[Path, tuple[Snapshot, FileFacts]] = {}

    def start(
        self, capabilities: lsp.ClientCapabilities, encoding: str, options: object = None
    ) -> None:
        """Take what was agreed on when the client connected."""
        self.capabilities = capabilities
        parts = DiagnosticParts.of(capabilities)
        self.convert = Converter(Encoding(encoding), self._uris, parts)
        match options:
            case {"settings": settings}:
                self.settings.take(settings)
        match options:
            case {"trusted": False}:
                self.is_trusted = False

    @cached_property
    def workspace(self) -> Workspace:
        """Give the open files, and the components that they may use."""
        return Workspace(load_catalogue(folder("schemas")))

    @cached_property
    def _catalogues(self) -> ProjectCatalogues:
        return ProjectCatalogues(self.workspace.shipped)

    @cached_property
    def engine(self) -> "EngineSession":
        """Give the real engine, which starts with its first run."""
        from flowmason_assist.engine.session import EngineSession

        return EngineSession()

    @cached_property
    def shelf(self) -> "Shelf":
        """Give the guide, read at the first question."""
        from flowmason_assist.assist.answer import shipped_shelf

        return shipped_shelf(self.workspace.shipped)

    def abort_runs(self) -> None:
        """End what the engine is doing."""
        if "engine" in self.__dict__:
            self.engine.abort()

    @cached_property
    def index(self) -> WorkspaceIndex:
        """Give what is known of all files in the client's folders."""
        path = cache_path(self.settings.configuration(Path.cwd()).cache_folder)
        return WorkspaceIndex(Store(path), self.open_facts)

    @property
    def is_indexed(self) -> bool:
        """Tell whether all files were read; reading them again later changes nothing about it."""
        return self.indexing is not None and self.indexed_folders <= self.read_folders

    def open_facts(self) -> list[FileFacts]:
        """Give what the open files say to others."""
        known = self._open_facts
        self._open_facts = {}
        for path in self.workspace.open_files:
            snapshot = self.workspace.snapshot(path)
            if snapshot is not None:
                before = known.get(path)
                is_known = before is not None and before[0] is snapshot
                facts = before[1] if before and is_known else snapshot_facts(snapshot)
                self._open_facts[path] = snapshot, facts
        return [facts for _, facts in self._open_facts.values()]

    def catalogue_of(self, path: Path) -> Catalogue:
        """Give the components that a file may use."""
        return self._catalogues.of(path)

    def lines_of(self, path: Path) -> LineIndex:
        """Give the lines of a file, open or not; none where it cannot be read."""
        snapshot = self.workspace.snapshot(path)
        if snapshot is not None:
            return snapshot.lines
        try:
            return LineIndex(path.read_bytes().decode("utf-8", "replace"))
        except OSError:
            return LineIndex("")

    @property
    def tells_about_files(self) -> bool:
        """Tell whether the client tells which files change."""
        workspace = self.capabilities.workspace
        files = workspace.did_change_watched_files if workspace else None
        return files is not None and bool(files.dynamic_registration)

    def warm_up(self) -> None:
        """Load what the first file needs, while the client prepares to send it."""
        make_snapshot(Path(), "{}", 0, self.workspace.shipped, LintSettings())

    def warm_up_answers(self) -> None:
        """Load what the first questions need."""
        for name in ("hover", "completion.complete", "completion.resolve", "actions.offer"):
            importlib.import_module(f"flowmason_assist.ide.{name}")

    @property
    def pulls_diagnostics(self) -> bool:
        """Tell whether the client asks for diagnostics, so that none need to be pushed."""
        text_document = self.capabilities.text_document
        return text_document is not None and text_document.diagnostic is not None

    @property
    def client_commands(self) -> frozenset[str]:
        """Give the commands of its own that the client says it runs for a lens."""
        match self.capabilities.experimental:
            case {"commands": {"commands": [*names]}}:
                return frozenset(map(str, names))
        return frozenset()

    @property
    def asks_consent_itself(self) -> bool:
        """Tell whether the client shows what would be sent, and asks, in a way of its own."""
        match self.capabilities.experimental:
            case {"flowmasonAssist": {"consent": True}}:
                return True
        return False

    def write(self, uri: str, text: str, version: int) -> None:
        """Take the text of a file that was opened or edited."""
        path = path_of(uri)
        if path not in self._uris:
            self._uris[path] = uri
            self._configure(path)
        self.workspace.write(path, text, version)

    def text(self, uri: str) -> str | None:
        """Give the latest text of an open file."""
        return self.workspace.text(path_of(uri))

    def close(self, uri: str) -> None:
        """Forget a file."""
        path = path_of(uri)
        self._uris.pop(path, None)
        self._failures.pop(path, None)
        self.workspace.close(path)

    def refresh(self) -> None:
        """Read the configuration files and projects again, and judge all open files by them."""
        self.settings.forget_files()
        self._catalogues.look_again()
        for path in self.workspace.open_files:
            self._configure(path)

    @property
    def open_uris(self) -> tuple[str, ...]:
        """Give the URIs of all open files, as the client writes them."""
        return tuple(self._uris.values())

    def snapshot(self, uri: str) -> Snapshot | None:
        """Give the latest version of an open file."""
        return self.workspace.snapshot(path_of(uri))

    def uri(self, path: Path) -> str | None:
        """Give the URI under which the client opened a file."""
        return self._uris.get(path)

    def locate(self, uri: str, position: lsp.Position) -> At | None:
        """Give the place that a request is about, None when the file is not open."""
        snapshot = self.snapshot(uri)
        if snapshot is None:
            return None
        return At(snapshot, self.convert.offset(snapshot.lines, position))

    def workspace_edit(
        self, uri: str, snapshot: Snapshot, edits: Iterable[Edit]
    ) -> lsp.WorkspaceEdit:
        """Give edits of a file in the form that the client takes, with the version if it does."""
        changes = self.convert.text_edits(snapshot.lines, edits)
        workspace = self.capabilities.workspace
        edit = workspace.workspace_edit if workspace else None
        if edit is None or not edit.document_changes:
            return lsp.WorkspaceEdit(changes={uri: changes})
        document = lsp.OptionalVersionedTextDocumentIdentifier(uri, snapshot.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, [*changes])])

    def note_failures(self, snapshot: Snapshot, faults: "tuple[Fault, ...]") -> None:
        """Keep what made a dry run of a file fail, until the file is edited."""
        self._failures[snapshot.path] = _Failures(snapshot.version, faults)

    def failures(self, snapshot: Snapshot) -> "tuple[Fault, ...]":
        """Give what is known to have made a run of this version of a file fail."""
        noted = self._failures.get(snapshot.path)
        return noted.faults if noted is not None and noted.version == snapshot.version else ()

    def diagnostics(self, snapshot: Snapshot) -> list[lsp.Diagnostic]:
        """Give what is wrong with a file, and what went wrong when it was run last."""
        found = (*snapshot.findings, *self.ties(snapshot))
        findings = [self.convert.diagnostic(snapshot, each) for each in found]
        faults = self.failures(snapshot)
        return [*findings, *(self.convert.fault(snapshot, each) for each in faults)]

    def ties(self, snapshot: Snapshot) -> list[Finding]:
        """Give what other files show to be wrong with a file, once all are read."""
        if not self.is_indexed:
            return []
        from flowmason_assist.ide.inheritance.problems import problems

        return problems(snapshot, self.index, self.find)

    def find(self, path: Path, reference: str) -> "Sequence[Link]":
        """Give the pipelines that a file may inherit from under a name."""
        from flowmason_assist.ide.inheritance.problems import make_find

        return make_find(self.index, self._latest)(path, reference)

    def _latest(self, path: Path) -> str | None:
        snapshot = self.workspace.snapshot(path) or self.read(path)
        return snapshot.text if snapshot else None

    def read(self, path: Path) -> Snapshot | None:
        """Give a file as it is on the disk; None where it is no text, or too long."""
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        terms = self.terms(path)
        return make_snapshot(path, text, 0, terms.catalogue, terms.settings)

    def terms(self, path: Path) -> Terms:
        """Give what a file is judged by."""
        settings = self.settings.configuration(path).lint_settings(path)
        return Terms(settings, self._catalogues.of(path))

    def _configure(self, path: Path) -> None:
        if not path.is_absolute():
            return  # Not a file of this machine: no configuration stands above it.
        self.workspace.configure(path, self.terms(path))
