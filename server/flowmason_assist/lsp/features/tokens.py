"""Colors by meaning."""

from collections.abc import Sequence

from lsprotocol import types as lsp

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.tokens import TokenKind, tokens
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.text.span import Span

_KINDS = tuple(TokenKind)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_LEGEND = lsp.SemanticTokensLegend(
    token_types=[kind.value for kind in _KINDS],
    token_modifiers=[lsp.SemanticTokenModifiers.Declaration.value],
)


def register(server: FlowMasonServer) -> None:
    """Register the requests about semantic tokens."""
    sent: dict[str, lsp.SemanticTokens] = {}  # What each file's client has, to send changes only.

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND)
    def on_full(ls: FlowMasonServer, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        uri = params.text_document.uri
        sent[uri] = _all_tokens(ls, uri)
        return sent[uri]

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA)
    def on_delta(
        ls: FlowMasonServer, params: lsp.SemanticTokensDeltaParams
    ) -> lsp.SemanticTokens | lsp.SemanticTokensDelta:
        uri = params.text_document.uri
        before = sent.get(uri)
        sent[uri] = _all_tokens(ls, uri)
        if before is None or before.result_id != params.previous_result_id:
            return sent[uri]
        return lsp.SemanticTokensDelta(_changes(before.data, sent[uri].data), sent[uri].result_id)

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE)
    def on_range(ls: FlowMasonServer, params: lsp.SemanticTokensRangeParams) -> lsp.SemanticTokens:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return lsp.SemanticTokens([])
        span = ls.session.convert.span(snapshot.lines, params.range)
        return lsp.SemanticTokens(_encoded(ls, snapshot, span))


def _all_tokens(ls: FlowMasonServer, uri: str) -> lsp.SemanticTokens:
    snapshot = ls.session.snapshot(uri)
    if snapshot is None:
        return lsp.SemanticTokens([])
    data = _encoded(ls, snapshot, Span(0, len(snapshot.text)))
    return lsp.SemanticTokens(data, str(snapshot.version))


def _encoded(ls: FlowMasonServer, snapshot: Snapshot, span: Span) -> list[int]:
    """Write each token as its distance from the one before, its length, kind and modifiers."""
    data: list[int] = []
    lines, encoding = snapshot.lines, ls.session.convert.encoding
    line_before, start_before = 0, 0
    for token in tokens(snapshot, span):
        line, start = lines.position(token.span.start, encoding)
        end_line, end = lines.position(token.span.end, encoding)
        if end_line != line:
            continue
        distance = start - start_before if line == line_before else start
        data += [
            line - line_before,
            distance,
            end - start,
            _NUMBERS[token.kind],
            int(token.declares),
        ]
        line_before, start_before = line, start
    return data


def _changes(before: Sequence[int], after: Sequence[int]) -> list[lsp.SemanticTokensEdit]:
    """Give the one stretch of numbers that changed."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    if head == len(before) == len(after):
        return []
    removed = len(before) - head - tail
    return [lsp.SemanticTokensEdit(head, removed, after[head : len(after) - tail])]


def _shared(first: Sequence[int], second: Sequence[int]) -> int:
    """Count the leading numbers that are the same."""
    pairs = enumerate(zip(first, second, strict=False))
    shortest = min(len(first), len(second))
    return next((at for at, (one, other) in pairs if one != other), shortest)
