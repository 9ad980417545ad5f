"""
The protocol from end to end, as four kinds of clients: that the parts are connected.

What each feature answers is shown in `tests/ide`. Warnings are errors, and the client warns when
an answer holds something that it did not announce.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.lsp.announced import has_nested_symbols, markup_kinds, names_of, unannounced
from tests.lsp.editor import CONFIG, PERSONALITIES, Editor, capabilities_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIPELINE = Path(__file__).with_name("greeting.pipeline.json").read_text(encoding="utf-8")
FAULTY = PIPELINE.replace("{{upstream.draft.content}}", "{{upstream.drat.content}}")


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    scope="module", params=PERSONALITIES, config=CONFIG
)
async def editor(
    lsp_client: Editor, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    await lsp_client.start(capabilities_of(request.param), tmp_path_factory.mktemp("workspace"))
    yield
    await lsp_client.shutdown_session()
    assert not lsp_client.messages


@pytest.fixture
def uri(editor: Editor) -> Iterator[str]:
    """Give a sound pipeline that is open."""
    uri = editor.open(PIPELINE)
    yield uri
    editor.close(uri)


@pytest.fixture
def faulty(editor: Editor) -> Iterator[str]:
    """Give an open pipeline with a name that is written wrong."""
    uri = editor.open(FAULTY, "faulty.pipeline.json")
    yield uri
    editor.close(uri)


async def test_a_fault_is_reported_and_its_repair_noticed(editor: Editor, faulty: str) -> None:
    found = await editor.findings(faulty)

    assert [editor.shown(faulty, each.range) for each in found] == ["drat"]

    editor.change(faulty, PIPELINE)

    assert await editor.findings(faulty) == []


async def test_of_many_edits_the_last_counts(editor: Editor, uri: str) -> None:
    for text in (FAULTY, "{", "", FAULTY):
        editor.change(uri, text)

    assert len(await editor.findings(uri)) == 1


async def test_diagnostics_are_withdrawn_when_a_file_is_closed(editor: Editor) -> None:
    uri = editor.open(FAULTY, "closed.pipeline.json")
    assert await editor.findings(uri)

    editor.close(uri)

    if not editor.pulls:
        assert not (await editor.publication(uri, None)).diagnostics


async def test_all_files_of_the_workspace_can_be_asked_for(editor: Editor, uri: str) -> None:
    (editor.folder / "other.pipeline.json").write_text(FAULTY, encoding="utf-8")

    report = await editor.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))

    counts = {
        each.uri: len(each.items)
        for each in report.items
        if isinstance(each, lsp.WorkspaceFullDocumentDiagnosticReport)
    }
    assert counts[(editor.folder / "other.pipeline.json").as_uri()] == 1
    assert uri not in counts  # It is open, but not on the disk.


async def test_hovering_tells_about_a_template(editor: Editor, uri: str) -> None:
    hover = await editor.text_document_hover_async(lsp.HoverParams(*editor.at(uri, "content}}")))

    assert hover is not None
    assert hover.range is not None
    assert editor.shown(uri, hover.range) == "content"


async def test_completion_offers_outputs_and_describes_them(editor: Editor, uri: str) -> None:
    found = await editor.text_document_completion_async(
        lsp.CompletionParams(*editor.at(uri, "content}}", len("content")))
    )
    assert isinstance(found, lsp.CompletionList)
    item = next(each for each in found.items if each.label == "content")

    resolved = await editor.completion_item_resolve_async(item)

    assert isinstance(resolved.text_edit, lsp.TextEdit)
    assert editor.shown(uri, resolved.text_edit.range) == "content"
    assert resolved.documentation


async def test_the_definition_of_a_stage_is_its_id(editor: Editor, uri: str) -> None:
    place = await editor.text_document_definition_async(
        lsp.DefinitionParams(*editor.at(uri, "draft.content"))
    )

    assert isinstance(place, lsp.Location)
    assert place.range == editor.range(uri, "draft")


async def test_every_mention_of_a_stage_is_a_reference(editor: Editor, uri: str) -> None:
    context = lsp.ReferenceContext(include_declaration=True)

    places = await editor.text_document_references_async(
        lsp.ReferenceParams(context, *editor.at(uri, "draft"))
    )

    assert [editor.shown(uri, each.range) for each in places or ()] == ["draft"] * 3


async def test_every_mention_of_an_input_is_highlighted(editor: Editor, uri: str) -> None:
    places = await editor.text_document_document_highlight_async(
        lsp.DocumentHighlightParams(*editor.at(uri, "who}}"))
    )

    assert [editor.shown(uri, each.range) for each in places or ()] == ["who"] * 3


async def test_renaming_a_stage_changes_every_mention(editor: Editor, uri: str) -> None:
    at = editor.at(uri, "draft.content")
    prepared = await editor.text_document_prepare_rename_async(lsp.PrepareRenameParams(*at))
    assert isinstance(prepared, lsp.PrepareRenamePlaceholder)
    assert editor.shown(uri, prepared.range) == prepared.placeholder == "draft"

    edit = await editor.text_document_rename_async(lsp.RenameParams(*at, new_name="sketch"))

    assert editor.edited(uri, edit) == PIPELINE.replace("draft", "sketch")


async def test_a_name_that_is_taken_is_refused(editor: Editor, uri: str) -> None:
    params = lsp.RenameParams(*editor.at(uri, "draft.content"), new_name="polish")

    with pytest.raises(JsonRpcException, match="polish"):
        await editor.text_document_rename_async(params)


async def test_the_outline_lists_inputs_and_stages(editor: Editor, uri: str) -> None:
    found = await editor.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri))
    )
    stages = await editor.workspace_symbol_async(lsp.WorkspaceSymbolParams("poli"))

    assert {"who", "draft", "polish"} <= set(names_of(found or ()))
    assert {each.name for each in stages or ()} == {"polish"}


async def test_stages_can_be_folded(editor: Editor, uri: str) -> None:
    ranges = await editor.text_document_folding_range_async(
        lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(uri))
    )

    first = editor.position(uri, '"id": "draft"').line - 1
    assert first in {each.start_line for each in ranges or ()}


async def test_a_selection_grows(editor: Editor, uri: str) -> None:
    params = lsp.SelectionRangeParams(
        lsp.TextDocumentIdentifier(uri), [editor.position(uri, "content}}")]
    )

    [innermost] = await editor.text_document_selection_range_async(params) or ()

    assert innermost.parent is not None
    assert editor.shown(uri, innermost.range) in editor.shown(uri, innermost.parent.range)


async def test_addresses_are_links(editor: Editor, uri: str) -> None:
    links = await editor.text_document_document_link_async(
        lsp.DocumentLinkParams(lsp.TextDocumentIdentifier(uri))
    )

    assert [each.target for each in links or ()] == ["https://example.com/greeting"]


async def test_a_quick_fix_mends_the_fault(editor: Editor, faulty: str) -> None:
    [finding] = await editor.findings(faulty)
    context = lsp.CodeActionContext([finding], only=[lsp.CodeActionKind.QuickFix])
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(faulty), finding.range, context)

    actions = await editor.text_document_code_action_async(params)

    if editor.announced.text_document is None:
        assert not actions  # This client can only take commands.
        return
    fixes = [each for each in actions or () if isinstance(each, lsp.CodeAction)]
    fix = next(each for each in fixes if "draft" in each.title)
    resolved = fix if fix.edit else await editor.code_action_resolve_async(fix)
    assert editor.edited(faulty, resolved.edit) == PIPELINE


async def test_lenses_stand_above_stages(editor: Editor, uri: str) -> None:
    lenses = await editor.text_document_code_lens_async(
        lsp.CodeLensParams(lsp.TextDocumentIdentifier(uri))
    )

    assert editor.position(uri, '"id": "draft"').line in {
        line for each in lenses or () for line in (each.range.start.line, each.range.end.line + 1)
    }
    assert all(each.command and each.command.title for each in lenses or ())


async def test_hints_keep_to_the_range(editor: Editor, uri: str) -> None:
    range_ = lsp.Range(editor.position(uri, "polish"), editor.position(uri, "depends_on"))

    hints = await editor.text_document_inlay_hint_async(
        lsp.InlayHintParams(lsp.TextDocumentIdentifier(uri), range_)
    )

    lines = {each.position.line for each in hints or ()}
    assert lines
    assert lines <= set(range(range_.start.line, range_.end.line + 1))


async def test_templates_are_colored(editor: Editor, uri: str) -> None:
    tokens = await editor.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(lsp.TextDocumentIdentifier(uri))
    )

    assert tokens is not None
    assert len(tokens.data) % 5 == 0
    first = editor.position(uri, "{{input.who}}")
    line, column, *_ = tokens.data[:5]
    assert lsp.Position(line, column) <= first


async def test_stages_call_each_other(editor: Editor, uri: str) -> None:
    [item] = (
        await editor.text_document_prepare_call_hierarchy_async(
            lsp.CallHierarchyPrepareParams(*editor.at(uri, 'polish",'))
        )
        or ()
    )

    calls = await editor.call_hierarchy_outgoing_calls_async(
        lsp.CallHierarchyOutgoingCallsParams(item)
    )

    assert [each.to.name for each in calls or ()] == ["draft"]


async def test_formatting_keeps_what_the_file_means(editor: Editor, uri: str) -> None:
    editor.change(uri, json.dumps(json.loads(PIPELINE)))
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)

    edits = await editor.text_document_formatting_async(
        lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(uri), options)
    )

    tidy = editor.with_edits(uri, edits or ())
    assert tidy.count("\n") > 10
    assert json.loads(tidy) == json.loads(PIPELINE)


async def test_a_command_runs_and_tells_how_far_it_is(editor: Editor, uri: str) -> None:
    token = "a-run"  # noqa: S105 - of progress
    editor.progress_reports[token] = []

    result: Any = await editor.workspace_execute_command_async(
        lsp.ExecuteCommandParams("flowmasonAssist.dryRun", [{"uri": uri}], token)
    )

    assert result["runs"] is True
    kinds = [getattr(each, "kind", None) for each in editor.progress_reports[token]]
    assert (kinds[0], kinds[-1]) == ("begin", "end")


async def test_a_command_that_is_cancelled_ends(editor: Editor, uri: str) -> None:
    run = editor.protocol.send_request(
        lsp.WORKSPACE_EXECUTE_COMMAND,
        lsp.ExecuteCommandParams("flowmasonAssist.dryRun", [{"uri": uri}]),
        msg_id="the-run",
    )
    editor.cancel_request(lsp.CancelParams("the-run"))

    with pytest.raises(JsonRpcException) as caught:
        await asyncio.wrap_future(run)
    assert caught.value.code == lsp.LSPErrorCodes.RequestCancelled


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("strange", ["😀", "\u2028", "\u0085", "é", "\ufeff"])
async def test_places_are_exact_behind_any_character(
    editor: Editor, uri: str, strange: str, end: str
) -> None:
    text = FAULTY.replace("Polish", f"{strange} Polish {strange}").replace("\n", end)
    editor.change(uri, text)

    [finding] = await editor.findings(uri)

    assert editor.shown(uri, finding.range) == "drat"


async def test_a_byte_order_mark_shifts_nothing(editor: Editor, uri: str) -> None:
    editor.change(uri, "\ufeff" + FAULTY.replace("\n", ""))

    found = await editor.findings(uri)

    assert "drat" in {editor.shown(uri, each.range) for each in found}


async def test_answers_hold_only_what_the_client_announced(editor: Editor, faulty: str) -> None:
    for each in await editor.findings(faulty):
        assert unannounced(editor.announced, each) == []
    symbols = await editor.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(faulty))
    )
    hover = await editor.text_document_hover_async(lsp.HoverParams(*editor.at(faulty, "draft")))

    kinds = {type(each) for each in symbols or ()}
    assert kinds == {
        lsp.DocumentSymbol if has_nested_symbols(editor.announced) else lsp.SymbolInformation
    }
    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    assert hover.contents.kind in markup_kinds(editor.announced)
