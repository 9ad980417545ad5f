"""What other files show about a file, and what mends it, in an editor."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from tests.lsp.editor import CONFIG, Editor, capabilities_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = """{
  "name": "Base",
  "stages": [{ "id": "draft", "component_type": "logger", "config": { "message": "hello" } }]
}
"""
CHILD = """{
  "id": "child", "name": "Child", "version": "1.0.0", "description": "Greets.",
  "extends": "Base",
  "stages": [],
  "output_stage_id": "draft"
}
"""
ASTRAY = CHILD.replace('"Base"', '"Bose"')
EXTENDS = lsp.Range(lsp.Position(2, 14), lsp.Position(2, 14))


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "base.pipeline.json").write_text(BASE, encoding="utf-8")
    for number in range(100):  # Reading them all takes a while.
        other = BASE.replace("Base", f"Other {number}")
        (folder / f"{number}.pipeline.json").write_text(other, encoding="utf-8")
    await lsp_client.start(capabilities_of("visual-studio-code"), folder)
    await lsp_client.workspace_symbol_async(lsp.WorkspaceSymbolParams(""))  # All files are read.
    yield
    await lsp_client.shutdown_session()


async def actions(editor: Editor, uri: str) -> dict[str, str]:
    """Give the text that each action at `extends` leaves."""
    params = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(uri), EXTENDS, lsp.CodeActionContext(diagnostics=[])
    )
    found = await editor.text_document_code_action_async(params) or ()
    return {
        each.title: editor.edited(uri, each.edit)
        for each in found
        if isinstance(each, lsp.CodeAction) and each.edit is not None
    }


async def test_a_parent_that_is_not_there_is_noticed_and_mended(editor: Editor) -> None:
    uri = editor.open(ASTRAY, "child.pipeline.json")

    found = {each.code: each.message for each in await editor.findings(uri)}

    assert found["FM905"] == 'no pipeline of this project is called "Bose"; did you mean "Base"?'
    assert (await actions(editor, uri))['Write "Base"'] == CHILD
    editor.close(uri)


async def test_what_other_files_show_stays_while_they_are_read_again(editor: Editor) -> None:
    uri = editor.open(ASTRAY, "child.pipeline.json")
    nothing = lsp.WorkspaceFoldersChangeEvent([], [])

    for _ in range(10):
        editor.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(nothing))

        reports = await asyncio.gather(*[editor.findings(uri) for _ in range(50)])
        assert all("FM905" in {each.code for each in report} for report in reports)

    editor.close(uri)


async def test_what_is_inherited_can_be_written_out(editor: Editor) -> None:
    uri = editor.open(CHILD, "child.pipeline.json")

    assert {each.code for each in await editor.findings(uri)} >= {"FM115"}

    whole = (await actions(editor, uri))["Put what is inherited into this file"]
    editor.change(uri, whole)

    assert '"message": "hello"' in whole
    assert await editor.findings(uri) == []
    editor.close(uri)
