"""An editor for tests: a client that keeps its files and asks as editors do."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import types as lsp
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from pytest_lsp.client import register_lsp_features

from flowmason_assist.text.columns import Encoding
from flowmason_assist.text.line_index import LineIndex

SERVER = (sys.executable, "-m", "flowmason_assist", "server", "--stdio")
PERSONALITIES = ("visual-studio-code", "neovim", "emacs", "minimal")
PATIENCE = 30.0
"""Seconds after which an answer counts as missing."""


class Editor(LanguageClient):
    """A client that opens, edits and asks like an editor."""

    def __init__(self) -> None:
        super().__init__(converter_factory=_converter)
        self.encoding = Encoding.UTF16
        self.published: dict[tuple[str, int | None], lsp.PublishDiagnosticsParams] = {}
        self.applied: list[lsp.WorkspaceEdit] = []
        self.registered: list[str] = []
        self.statuses: list[dict[str, str | None]] = []
        self._files: dict[str, lsp.TextDocumentItem] = {}
        self._news = asyncio.Condition()

    async def start(self, capabilities: lsp.ClientCapabilities, folder: Path) -> None:
        """Connect to the server as a client with these capabilities."""
        root = lsp.WorkspaceFolder(folder.as_uri(), folder.name)
        result = await self.initialize_session(
            lsp.InitializeParams(capabilities, root_uri=root.uri, workspace_folders=[root])
        )
        chosen = result.capabilities.position_encoding or lsp.PositionEncodingKind.Utf16
        self.encoding = Encoding(lsp.PositionEncodingKind(chosen).value)
        self.offered = result.capabilities
        self.folder = folder

    @property
    def pulls(self) -> bool:
        """Tell whether diagnostics are asked for rather than waited for."""
        text_document = self.announced.text_document
        return text_document is not None and text_document.diagnostic is not None

    @property
    def announced(self) -> lsp.ClientCapabilities:
        """Give what the client said it can do."""
        assert self.capabilities is not None
        return self.capabilities

    def open(self, text: str, name: str = "main.pipeline.json") -> str:
        """Open a file in the workspace and give its URI."""
        uri = (self.folder / name).as_uri()
        self.published = {key: each for key, each in self.published.items() if key[0] != uri}
        self._files[uri] = lsp.TextDocumentItem(uri, "json", 1, text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(self._files[uri]))
        return uri

    def change(self, uri: str, text: str) -> None:
        """Replace the text of an open file."""
        file = self._files[uri]
        file.version, file.text = file.version + 1, text
        self.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(file.version, uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def text(self, uri: str) -> str:
        """Give the text of an open file."""
        return self._files[uri].text

    def save(self, uri: str) -> None:
        """Tell that an open file was saved."""
        self.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        """Close a file."""
        del self._files[uri]
        self.text_document_did_close(
            lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
        )

    async def findings(self, uri: str) -> list[lsp.Diagnostic]:
        """Give the diagnostics of the current text, however they were agreed to come."""
        if not self.pulls:
            return list((await self.publication(uri, self._files[uri].version)).diagnostics)
        report = await self.text_document_diagnostic_async(
            lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
        )
        assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
        return list(report.items)

    async def publication(self, uri: str, version: int | None) -> lsp.PublishDiagnosticsParams:
        """Wait for the diagnostics that are published for a version of a file."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: (uri, version) in self.published)
        return self.published[uri, version]

    async def note(self, params: lsp.PublishDiagnosticsParams) -> None:
        """Keep what was published."""
        async with self._news:
            self.published[params.uri, params.version] = params
            self._news.notify_all()

    def position(self, uri: str, needle: str, within: int = 0) -> lsp.Position:
        """Give the place in a file where a text stands first, or so many characters behind it."""
        text = self._files[uri].text
        line, column = LineIndex(text).position(text.index(needle) + within, self.encoding)
        return lsp.Position(line, column)

    def range(self, uri: str, needle: str) -> lsp.Range:
        """Give the range in a file where a text stands first."""
        return lsp.Range(self.position(uri, needle), self.position(uri, needle, len(needle)))

    def shown(self, uri: str, range_: lsp.Range) -> str:
        """Give the text of a range."""
        lines = LineIndex(self._files[uri].text)
        start, end = (
            lines.offset(place.line, place.character, self.encoding)
            for place in (range_.start, range_.end)
        )
        return self._files[uri].text[start:end]

    def edited(self, uri: str, edit: lsp.WorkspaceEdit | None) -> str:
        """Give the text of a file after an edit of that file alone."""
        assert edit is not None
        if edit.document_changes is None:
            [(changed, edits)] = (edit.changes or {}).items()
            assert changed == uri
            return self.with_edits(uri, edits)
        [change] = edit.document_changes
        assert isinstance(change, lsp.TextDocumentEdit)
        assert change.text_document.uri == uri
        assert change.text_document.version == self._files[uri].version
        return self.with_edits(
            uri, [each for each in change.edits if isinstance(each, lsp.TextEdit)]
        )

    def with_edits(self, uri: str, edits: Sequence[lsp.TextEdit]) -> str:
        """Give the text of a file after edits."""
        text = self._files[uri].text
        lines = LineIndex(text)

        def offset(place: lsp.Position) -> int:
            return lines.offset(place.line, place.character, self.encoding)

        for edit in sorted(edits, key=lambda each: offset(each.range.start), reverse=True):
            head, tail = text[: offset(edit.range.start)], text[offset(edit.range.end) :]
            text = head + edit.new_text + tail
        return text

    def at(
        self, uri: str, needle: str, within: int = 0
    ) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
        """Give the first parameters of a request about a place."""
        return lsp.TextDocumentIdentifier(uri), self.position(uri, needle, within)


def _converter() -> Converter:
    """Give pygls's converter, mended: it takes each action that has a command for a command."""
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]

    def action(found: Any, _type: object) -> lsp.Command | lsp.CodeAction:  # noqa: ANN401 - JSON
        if isinstance(found.get("command"), str):
            return converter.structure(found, lsp.Command)
        return converter.structure(found, lsp.CodeAction)

    converter.register_structure_hook(lsp.Command | lsp.CodeAction, action)
    return converter


def make_editor() -> Editor:
    """Give an editor that notes what the server tells on its own account."""
    editor = Editor()
    register_lsp_features(editor)
    editor.protocol.fm.features.pop(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    @editor.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    async def on_publish(params: lsp.PublishDiagnosticsParams) -> None:
        await editor.note(params)

    @editor.feature(lsp.WORKSPACE_APPLY_EDIT)  # type: ignore[untyped-decorator]
    def on_apply(params: lsp.ApplyWorkspaceEditParams) -> lsp.ApplyWorkspaceEditResult:
        editor.applied.append(params.edit)
        return lsp.ApplyWorkspaceEditResult(applied=True)

    @editor.feature(lsp.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def on_register(params: lsp.RegistrationParams) -> None:
        editor.registered += [each.method for each in params.registrations]

    @editor.feature("flowmasonAssist/status")  # type: ignore[untyped-decorator]
    def on_status(params: Any) -> None:  # noqa: ANN401 - a notification of our own
        names = ("tier", "model", "message")
        editor.statuses.append({name: getattr(params, name, None) for name in names})

    return editor


def capabilities_of(personality: str) -> lsp.ClientCapabilities:
    """Give what a well-known editor announces; the minimal one announces nothing."""
    if personality == "minimal":
        return lsp.ClientCapabilities()
    return client_capabilities(personality)


CONFIG = ClientServerConfig([*SERVER], client_factory=make_editor)
