"""Files around a pipeline are offered, tried, and written by the editor, never over others."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from tests.lsp.editor import CONFIG, Editor, capabilities_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

GREET = json.dumps(
    {
        "name": "greet",
        "stages": [
            {"id": "say", "component_type": "logger", "config": {"message": "Hi {{input.name}}"}}
        ],
        "output_stage_id": "say",
    }
)
UNKNOWN = GREET.replace('"logger"', '"shout_it"')
FILES = {
    "test": "greet.test.json",
    "input": "greet.input.json",
    "mock": "greet.mocks.json",
    "handler function": "greet_function.py",
}


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    @lsp_client.feature(lsp.WINDOW_SHOW_MESSAGE_REQUEST)  # type: ignore[untyped-decorator]
    def on_question(params: lsp.ShowMessageRequestParams) -> lsp.MessageActionItem | None:
        keep = [each for each in params.actions or () if each.title == "Keep it"]
        return keep[0] if keep else None

    await lsp_client.start(
        capabilities_of("visual-studio-code"), tmp_path_factory.mktemp("workspace")
    )
    yield
    await lsp_client.shutdown_session()


async def offered(editor: Editor, uri: str, *only: lsp.CodeActionKind | str) -> dict[str, Any]:
    """Give the argument of each offer to write a file, by its title."""
    range_ = editor.range(uri, '"component_type": "')
    place = lsp.Range(range_.end, range_.end)
    context = lsp.CodeActionContext(diagnostics=[], only=list(only) or None)
    found = await editor.text_document_code_action_async(
        lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), place, context)
    )
    commands = (each.command for each in found or () if isinstance(each, lsp.CodeAction))
    return {
        each.title: (each.arguments or [None])[0]
        for each in commands
        if each is not None and each.command == "flowmasonAssist.scaffold"
    }


async def scaffold(editor: Editor, argument: Any) -> Any:  # noqa: ANN401 - JSON
    editor.applied.clear()
    return await editor.workspace_execute_command_async(
        lsp.ExecuteCommandParams("flowmasonAssist.scaffold", [argument])
    )


def created(editor: Editor) -> tuple[lsp.CreateFile, str]:
    """Give the file that the editor was told to make, and its text."""
    [edit] = editor.applied
    create, change = edit.document_changes or ()
    assert isinstance(create, lsp.CreateFile)
    assert isinstance(change, lsp.TextDocumentEdit)
    [text] = change.edits
    assert isinstance(text, lsp.TextEdit)
    return create, text.new_text


@pytest.mark.parametrize("words", FILES)
async def test_a_file_is_tried_and_written(editor: Editor, words: str) -> None:
    uri = editor.open(GREET, "greet.pipeline.json")
    arguments = (await offered(editor, uri, "source.scaffold")).values()

    answer = await scaffold(editor, next(each for each in arguments if each["text"] == words))

    create, text = created(editor)
    assert answer["written"]
    assert create.uri == (editor.folder / FILES[words]).as_uri()
    assert create.options is not None
    assert not create.options.overwrite
    assert text.strip()
    editor.close(uri)


async def test_a_component_that_nobody_knows_can_be_written(editor: Editor) -> None:
    uri = editor.open(UNKNOWN, "unknown.pipeline.json")
    found = await offered(editor, uri, lsp.CodeActionKind.QuickFix)

    await scaffold(editor, found['Write a component "shout_it" (operator)'])

    create, text = created(editor)
    assert create.uri == (editor.folder / "components" / "shout_it.py").as_uri()
    assert '@operator(name="shout_it"' in text
    editor.close(uri)


async def test_a_file_that_is_there_stays_unless_its_owner_says_otherwise(editor: Editor) -> None:
    uri = editor.open(GREET, "kept.pipeline.json")
    (editor.folder / "kept.input.json").write_text("mine", encoding="utf-8")

    answer = await scaffold(editor, {"uri": uri, "text": "input"})

    assert not answer["written"]
    assert editor.applied == []
    editor.close(uri)


async def test_nothing_is_written_for_a_pipeline_that_does_not_run(editor: Editor) -> None:
    uri = editor.open(UNKNOWN, "broken.pipeline.json")

    with pytest.raises(Exception, match="does not run with any input"):
        await scaffold(editor, {"uri": uri, "text": "test"})
    assert editor.applied == []
    editor.close(uri)
