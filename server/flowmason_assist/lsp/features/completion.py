"""What an editor offers at the cursor, and what it shows of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from flowmason_assist.ide.completion.item import Item, ItemKind
from flowmason_assist.ide.project.files import project_schema
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.session import At
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

if TYPE_CHECKING:
    from flowmason_assist.ide.completion.complete import Completions

_KINDS = {
    ItemKind.KEY: lsp.CompletionItemKind.Property,
    ItemKind.COMPONENT: lsp.CompletionItemKind.Class,
    ItemKind.STAGE: lsp.CompletionItemKind.Module,
    ItemKind.INPUT: lsp.CompletionItemKind.Variable,
    ItemKind.FIELD: lsp.CompletionItemKind.Field,
    ItemKind.ROOT: lsp.CompletionItemKind.Keyword,
    ItemKind.VARIABLE: lsp.CompletionItemKind.Variable,
    ItemKind.VALUE: lsp.CompletionItemKind.EnumMember,
    ItemKind.FUNCTION: lsp.CompletionItemKind.Function,
    ItemKind.SNIPPET: lsp.CompletionItemKind.Snippet,
}
_TRIGGERS = ['"', "{", ".", ":", " "]


def register(server: FlowMasonServer) -> None:
    """Register completion and its resolution."""

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=_TRIGGERS, resolve_provider=True),
    )
    def on_completion(
        ls: FlowMasonServer, params: lsp.CompletionParams
    ) -> lsp.CompletionList | None:
        at = ls.session.locate(params.text_document.uri, params.position)
        if at is None:
            return None
        trigger = params.context.trigger_character if params.context else None
        found = _complete(at, trigger)
        ranges: dict[Span, lsp.Range] = {}

        def range_of(span: Span) -> lsp.Range:
            if span not in ranges:
                ranges[span] = ls.session.convert.range(at.snapshot.lines, span)
            return ranges[span]

        return _list(found, _Client(ls.session.capabilities), range_of, params.text_document.uri)

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def on_resolve(ls: FlowMasonServer, item: lsp.CompletionItem) -> lsp.CompletionItem:
        data = item.data
        if not isinstance(data, list) or not all(isinstance(each, str) for each in data):
            return item
        uri, *about = data or [""]
        snapshot = ls.session.snapshot(uri)
        text = _described(snapshot, tuple(about)) if snapshot else None
        if text is not None:
            kind = _Client(ls.session.capabilities).documentation
            item.documentation = lsp.MarkupContent(kind, text) if kind else text
        return item


# What follows imports what it needs when it is first asked, so that the server starts sooner.


def _complete(at: At, trigger: str | None) -> "Completions":
    from flowmason_assist.ide.completion.complete import complete
    from flowmason_assist.ide.project.complete import project_completions

    schema = project_schema(at.snapshot.path)
    if schema is not None:
        return project_completions(at.snapshot, schema, at.offset)
    return complete(at.snapshot, at.offset, trigger)


def _described(snapshot: Snapshot, about: tuple[str, ...]) -> str | None:
    from flowmason_assist.ide.completion.resolve import describe_item
    from flowmason_assist.ide.project.complete import describe_project_item

    schema = project_schema(snapshot.path)
    if schema is not None:
        return describe_project_item(schema, about)
    return describe_item(snapshot, about)


class _Client:
    """What the client knows to do with items."""

    def __init__(self, capabilities: lsp.ClientCapabilities) -> None:
        text_document = capabilities.text_document
        completion = text_document.completion if text_document else None
        item = completion.completion_item if completion else None
        self.snippets = bool(item and item.snippet_support)
        self.commits = bool(item and item.commit_characters_support)
        tags = item.tag_support if item else None
        self.tags = bool(tags and lsp.CompletionItemTag.Deprecated in tags.value_set)
        modes = item.insert_text_mode_support if item else None
        self.indents = bool(modes and lsp.InsertTextMode.AdjustIndentation in modes.value_set)
        formats = (item and item.documentation_format) or ()
        kinds = (lsp.MarkupKind.Markdown, lsp.MarkupKind.PlainText)
        self.documentation = next((kind for kind in kinds if kind in formats), None)


def _list(
    found: "Completions", client: _Client, range_of: Callable[[Span], lsp.Range], uri: str
) -> lsp.CompletionList:
    items = []
    for number, each in enumerate(found.items):
        item = _item(each, client, range_of)
        item.sort_text = f"{number:04}"
        item.data = [uri, *each.about] if each.about else None
        items.append(item)
    return lsp.CompletionList(is_incomplete=found.is_incomplete, items=items)


def _item(each: Item, client: _Client, range_of: Callable[[Span], lsp.Range]) -> lsp.CompletionItem:
    def text_edit(edit: Edit) -> lsp.TextEdit:
        return lsp.TextEdit(range_of(edit.span), edit.new_text)

    snippet = each.snippet if client.snippets else None
    item = lsp.CompletionItem(
        label=each.label,
        kind=_KINDS[each.kind],
        detail=each.detail or None,
        text_edit=text_edit(snippet or each.edit),
        additional_text_edits=[text_edit(edit) for edit in each.more] or None,
    )
    if snippet is not None:
        item.insert_text_format = lsp.InsertTextFormat.Snippet
        if client.indents:
            item.insert_text_mode = lsp.InsertTextMode.AdjustIndentation
    if each.is_deprecated and client.tags:
        item.tags = [lsp.CompletionItemTag.Deprecated]
    if each.goes_on and client.commits:
        item.commit_characters = ["."]
    return item
