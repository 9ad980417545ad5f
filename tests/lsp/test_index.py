"""Names are followed from file to file, whether or not the files are open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from tests.lsp.editor import CONFIG, Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")

CAPABILITIES = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True
        )
    )
)
PART = """{
  "id": "clean-up", "name": "Clean up",
  "input_schema": { "properties": { "topic": {} } },
  "stages": [
    { "id": "draft", "component_type": "logger", "config": { "message": "{{input.topic}}" } }
  ]
}
"""
WHOLE = """{
  "name": "whole",
  "stages": [
    { "id": "part", "component_type": "subpipeline",
      "config": { "pipeline_id": "clean-up", "input_data": { "topic": "x" } } }
  ]
}
"""
CHILD = """{ "name": "child", "extends": "clean-up", "overrides": { "draft": {} }, "stages": [] }
"""
TEST = """{ "name": "t", "pipeline": "part.pipeline.json",
  "tests": [{ "name": "rains", "input": { "topic": "x" } }] }
"""
FILES = {
    "flowmason.json": '{ "name": "p" }',
    "part.pipeline.json": PART,
    "whole.pipeline.json": WHOLE,
    "deep/child.pipeline.json": CHILD,
    "part.test.json": TEST,
}


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    folder = tmp_path_factory.mktemp("workspace")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    await lsp_client.start(CAPABILITIES, folder)
    yield
    await lsp_client.shutdown_session()


def place_of(text: str, words: str, inside: int = 1) -> lsp.Position:
    before = text[: text.index(words) + inside]
    return lsp.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)


def named(editor: Editor, locations: object) -> list[str]:
    """Give locations with the text that they cover."""
    assert isinstance(locations, tuple | list)
    return sorted(_shown(editor, each) for each in locations)


def _shown(editor: Editor, location: lsp.Location) -> str:
    path = Path(location.uri.removeprefix("file://"))
    start, end = location.range.start, location.range.end
    line = path.read_text(encoding="utf-8").split("\n")[start.line]
    return f"{path.relative_to(editor.folder)}: {line[start.character : end.character]}"


async def references(editor: Editor, uri: str, position: lsp.Position) -> list[str]:
    document = lsp.TextDocumentIdentifier(uri)
    context = lsp.ReferenceContext(include_declaration=True)
    params = lsp.ReferenceParams(context, document, position)
    return named(editor, await editor.text_document_references_async(params))


async def definition(editor: Editor, uri: str, position: lsp.Position) -> list[str]:
    document = lsp.TextDocumentIdentifier(uri)
    params = lsp.DefinitionParams(document, position)
    return named(editor, await editor.text_document_definition_async(params))


async def test_an_input_is_used_in_tests_and_by_others(editor: Editor) -> None:
    uri = editor.open(PART, "part.pipeline.json")

    found = await references(editor, uri, place_of(PART, "topic"))

    editor.close(uri)
    assert found == [
        "part.pipeline.json: topic",
        "part.pipeline.json: topic",
        "part.test.json: topic",
        "whole.pipeline.json: topic",
    ]


async def test_a_component_is_used_everywhere(editor: Editor) -> None:
    other = PART.replace("clean-up", "other").replace("Clean up", "other")
    path = editor.folder / "other.pipeline.json"
    path.write_text(other, encoding="utf-8")
    created = lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Created)
    editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([created]))
    uri = editor.open(PART, "part.pipeline.json")

    found = await references(editor, uri, place_of(PART, "logger"))

    assert found == ["other.pipeline.json: logger", "part.pipeline.json: logger"]

    path.unlink()
    deleted = lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Deleted)
    editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([deleted]))

    assert await references(editor, uri, place_of(PART, "logger")) == ["part.pipeline.json: logger"]
    editor.close(uri)


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("whole.pipeline.json", "clean-up", "part.pipeline.json: Clean up"),
        ("whole.pipeline.json", 'topic"', "part.pipeline.json: topic"),
        ("deep/child.pipeline.json", "clean-up", "part.pipeline.json: Clean up"),
        ("deep/child.pipeline.json", "draft", "part.pipeline.json: draft"),
        ("part.test.json", "part.pipeline", "part.pipeline.json: Clean up"),
        ("part.test.json", "topic", "part.pipeline.json: topic"),
    ],
)
async def test_what_belongs_to_another_pipeline_leads_there(
    editor: Editor, name: str, words: str, expected: str
) -> None:
    uri = editor.open(FILES[name], name)

    assert await definition(editor, uri, place_of(FILES[name], words)) == [expected]
    editor.close(uri)


async def test_a_pipeline_is_named_by_others(editor: Editor) -> None:
    uri = editor.open(PART, "part.pipeline.json")

    found = await references(editor, uri, place_of(PART, "Clean up"))

    editor.close(uri)
    assert found == [
        "deep/child.pipeline.json: clean-up",
        "part.pipeline.json: Clean up",
        "part.test.json: part.pipeline.json",
        "whole.pipeline.json: clean-up",
    ]


async def test_symbols_of_closed_files_are_found(editor: Editor) -> None:
    params = lsp.WorkspaceSymbolParams("RA")

    found = await editor.workspace_symbol_async(params)

    assert [(each.name, each.kind, each.container_name) for each in found or ()] == [
        ("draft", lsp.SymbolKind.Function, "part.pipeline.json"),
        ("rains", lsp.SymbolKind.Event, "part.test.json"),
    ]


@pytest.mark.parametrize(
    ("old", "files"),
    [
        ("topic", {"part.pipeline.json", "part.test.json", "whole.pipeline.json"}),
        ("draft", {"part.pipeline.json", "child.pipeline.json"}),
    ],
)
async def test_a_new_name_reaches_the_files_that_use_it(
    editor: Editor, old: str, files: set[str]
) -> None:
    uri = editor.open(PART, "part.pipeline.json")
    document = lsp.TextDocumentIdentifier(uri)

    edit = await editor.text_document_rename_async(
        lsp.RenameParams(document, place_of(PART, old), "new")
    )

    editor.close(uri)
    assert edit is not None
    changes = edit.changes or {}
    assert {Path(each).name for each in changes} == files
    assert {each.new_text for edits in changes.values() for each in edits} == {"new"}
