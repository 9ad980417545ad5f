"""The one step between our data and the protocol's: positions, severities, edits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls import uris

from flowmason_assist.ide.pages import PROJECT_FILES, rule_page
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Finding, Severity, Tag
from flowmason_assist.text.columns import Encoding
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span

if TYPE_CHECKING:
    from flowmason_assist.ide.run.faults import Fault

SOURCE = "flowmason-assist"

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
    Severity.HINT: lsp.DiagnosticSeverity.Hint,
}
_TAGS = {
    Tag.UNNECESSARY: lsp.DiagnosticTag.Unnecessary,
    Tag.DEPRECATED: lsp.DiagnosticTag.Deprecated,
}


@dataclass(frozen=True, slots=True)
class DiagnosticParts:
    """
    What the client shows of a diagnostic beyond its message.

    Links to documentation are sent to all: those that do not know them pass them over.
    """

    related: bool = True
    tags: frozenset[lsp.DiagnosticTag] = frozenset(lsp.DiagnosticTag)

    @staticmethod
    def of(capabilities: lsp.ClientCapabilities) -> "DiagnosticParts":
        """Give what a client announced; one that says nothing about it is sent everything."""
        text_document = capabilities.text_document
        pushed = text_document.publish_diagnostics if text_document else None
        if text_document is None or pushed is None:
            return DiagnosticParts()
        known = [each for each in (pushed, text_document.diagnostic) if each is not None]
        return DiagnosticParts(
            related=any(each.related_information for each in known),
            tags=frozenset(
                tag for each in known if each.tag_support for tag in each.tag_support.value_set
            ),
        )


class Converter:
    """
    Conversions in the position encoding that client and server agreed on.

    `uris` gives the addresses of open files as the client writes them.
    """

    def __init__(
        self,
        encoding: Encoding,
        uris: Mapping[Path, str],
        parts: DiagnosticParts = DiagnosticParts(),
    ) -> None:
        self.encoding = encoding
        self._uris = uris
        self._parts = parts

    def position(self, lines: LineIndex, offset: int) -> lsp.Position:
        """Give an offset as a position."""
        line, character = lines.position(offset, self.encoding)
        return lsp.Position(line, character)

    def range(self, lines: LineIndex, span: Span) -> lsp.Range:
        """Give a span as a range."""
        return lsp.Range(self.position(lines, span.start), self.position(lines, span.end))

    def offset(self, lines: LineIndex, position: lsp.Position) -> int:
        """Give a position as an offset; one outside the text becomes the nearest inside."""
        return lines.offset(position.line, position.character, self.encoding)

    def span(self, lines: LineIndex, range_: lsp.Range) -> Span:
        """Give a range as a span; one written backwards is turned around."""
        start, end = self.offset(lines, range_.start), self.offset(lines, range_.end)
        return Span(min(start, end), max(start, end))

    def location(self, snapshot: Snapshot, span: Span) -> lsp.Location:
        """Give a span of a file as a location."""
        uri = self._uris.get(snapshot.path) or uri_of(snapshot.path)
        return lsp.Location(uri, self.range(snapshot.lines, span))

    def text_edits(self, lines: LineIndex, edits: Iterable[Edit]) -> list[lsp.TextEdit]:
        """Give edits as the protocol's, in the order of the text."""
        return [
            lsp.TextEdit(self.range(lines, edit.span), edit.new_text)
            for edit in sorted(edits, key=lambda edit: edit.span)
        ]

    def diagnostic(self, snapshot: Snapshot, finding: Finding) -> lsp.Diagnostic:
        """Give a finding as a diagnostic, with its documentation and related places."""
        page = rule_page(finding.name) if finding.name else PROJECT_FILES
        related = [
            lsp.DiagnosticRelatedInformation(self.location(snapshot, place.span), place.message)
            for place in (finding.related if self._parts.related else ())
        ]
        tag = _TAGS[finding.tag] if finding.tag else None
        return lsp.Diagnostic(
            range=self.range(snapshot.lines, finding.span),
            message=finding.message,
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            code_description=lsp.CodeDescription(page),
            source=SOURCE,
            tags=[tag] if tag in self._parts.tags else None,
            related_information=related or None,
        )

    def fault(self, snapshot: Snapshot, fault: "Fault") -> lsp.Diagnostic:
        """Give what went wrong in a run as a diagnostic."""
        return lsp.Diagnostic(
            range=self.range(snapshot.lines, fault.span),
            message=fault.message,
            severity=_SEVERITIES[fault.severity],
            code="dry-run",
            source=SOURCE,
        )


def path_of(uri: str) -> Path:
    """Give the path that a URI stands for; other schemes keep their text."""
    path = uris.to_fs_path(uri)
    return Path(path) if path and uri.startswith("file:") else Path(uri)


def uri_of(path: Path) -> str:
    """Give the URI of a path."""
    text = str(path)
    return uris.from_fs_path(text) or text if path.is_absolute() else text
