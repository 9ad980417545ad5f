"""What concerns more than one open file: settings, files on the disk, and runs."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.lsp.editor import CONFIG, Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")

CAPABILITIES = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        diagnostic=lsp.DiagnosticClientCapabilities(),
        code_action=lsp.CodeActionClientCapabilities(
            code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                lsp.ClientCodeActionKindOptions([lsp.CodeActionKind.QuickFix])
            ),
            resolve_support=lsp.ClientCodeActionResolveOptions(["edit"]),
            data_support=True,
        ),
    ),
    workspace=lsp.WorkspaceClientCapabilities(
        configuration=True,
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True
        ),
        diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
    ),
    window=lsp.WindowClientCapabilities(work_done_progress=True),
)
FAULTY = {
    "id": "greeting",
    "name": "Greeting",
    "version": "1.0.0",
    "description": "Greets",
    "stages": [
        {
            "id": "draft",
            "component_type": "logger",
            "config": {"message": "{{upstream.nobody.content}}"},
        }
    ],
    "output_stage_id": "draft",
}
TEXT = json.dumps(FAULTY, indent=2)
DRY_RUN = "flowmasonAssist.dryRun"


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    await lsp_client.start(CAPABILITIES, tmp_path_factory.mktemp("workspace"))
    yield
    await lsp_client.shutdown_session()


async def test_the_client_is_asked_to_tell_about_files(editor: Editor) -> None:
    await _all(editor)

    assert editor.registered == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]


async def test_files_that_are_not_open_are_checked_too(editor: Editor) -> None:
    path = _write(editor, "closed.pipeline.json", TEXT)

    first = await _all(editor)

    assert {path.as_uri(): ["FM304"]} == _codes(first)

    names = [lsp.PreviousResultId(each.uri, each.result_id or "") for each in first]

    assert await _all(editor, *names) == []

    path.unlink()

    assert {path.as_uri(): []} == _codes(await _all(editor, *names))


async def test_faults_of_a_file_leave_with_it(editor: Editor) -> None:
    """A file that is on no disk is open, and then no more."""
    uri = editor.open(TEXT, "passing.pipeline.json")
    assert await editor.findings(uri)
    assert uri not in _codes(await _all(editor))

    editor.close(uri)

    assert _codes(await _all(editor))[uri] == []


async def test_settings_of_the_client_count_at_once(editor: Editor) -> None:
    uri = editor.open(TEXT)

    assert [each.code for each in await editor.findings(uri)] == ["FM304"]

    await _configure(editor, {"ignore": ["FM304"]})

    assert await editor.findings(uri) == []

    await _configure(editor, {})

    assert [each.code for each in await editor.findings(uri)] == ["FM304"]
    editor.close(uri)


async def test_configuration_files_count_when_they_change(editor: Editor) -> None:
    uri = editor.open(TEXT)
    path = _write(editor, "flowmason-assist.toml", 'ignore = ["FM304"]\n')
    created = lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Created)
    editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([created]))

    assert await editor.findings(uri) == []

    path.unlink()
    deleted = lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Deleted)
    editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([deleted]))

    assert [each.code for each in await editor.findings(uri)] == ["FM304"]
    editor.close(uri)


async def test_a_failed_run_is_shown_where_it_failed_until_the_next_edit(editor: Editor) -> None:
    uri = editor.open(TEXT)

    answer = await editor.workspace_execute_command_async(
        lsp.ExecuteCommandParams(DRY_RUN, [{"uri": uri}])
    )

    assert answer is not None
    assert answer["summary"] == 'fails in stage "draft"'
    assert not answer["runs"]
    failure = (await editor.findings(uri))[-1]
    assert failure.code == "dry-run"
    assert editor.shown(uri, failure.range) == "nobody"

    editor.change(uri, TEXT + "\n")

    assert [each.code for each in await editor.findings(uri)] == ["FM304"]
    editor.close(uri)


async def test_an_action_for_an_older_text_is_refused(editor: Editor) -> None:
    uri = editor.open(TEXT)
    params = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(uri), editor.range(uri, "nobody"), lsp.CodeActionContext([])
    )
    actions = await editor.text_document_code_action_async(params)
    action = next(each for each in actions or () if isinstance(each, lsp.CodeAction))

    assert action.edit is None
    assert (await editor.code_action_resolve_async(action)).edit is not None

    editor.change(uri, TEXT + "\n")

    with pytest.raises(JsonRpcException, match="has changed since"):
        await editor.code_action_resolve_async(action)
    editor.close(uri)


async def _configure(editor: Editor, settings: dict[str, object]) -> None:
    """Change the settings, and ask for something until the server has taken them over."""
    before = editor.diagnostic_refresh_count
    editor.set_configuration(settings, section="flowmasonAssist")
    editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(None))
    while editor.diagnostic_refresh_count == before:
        await _all(editor)


async def _all(
    editor: Editor, *known: lsp.PreviousResultId
) -> list[lsp.WorkspaceFullDocumentDiagnosticReport]:
    report = await editor.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([*known]))
    full = lsp.WorkspaceFullDocumentDiagnosticReport
    return [each for each in report.items if isinstance(each, full)]


def _codes(
    reports: list[lsp.WorkspaceFullDocumentDiagnosticReport],
) -> dict[str, list[int | str | None]]:
    return {each.uri: [item.code for item in each.items] for each in reports}


def _write(editor: Editor, name: str, text: str) -> Path:
    path = editor.folder / name
    path.write_text(text, encoding="utf-8")
    return path
