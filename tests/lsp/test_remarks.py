"""A hover answers at once from facts; what a model says about the stage comes with a later one."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from tests.lsp.editor import CONFIG, PATIENCE, Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIPELINE = """{
  "name": "mail",
  "stages": [
    { "id": "mood", "component_type": "analyzer",
      "config": { "text": "{{input.letter}}", "analysis_type": "sentiment" } },
    { "id": "put", "component_type": "variable_set", "config": { "name": "x", "value": "y" } }
  ]
}
"""
WORDS = "In a model's words"


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    await lsp_client.start(lsp.ClientCapabilities(), tmp_path_factory.mktemp("workspace"))
    yield
    await lsp_client.shutdown_session()


async def _hover(editor: Editor, uri: str, name: str) -> str:
    place = editor.position(uri, f'"{name}"', 1)
    shown = await editor.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place)
    )
    assert shown is not None
    assert isinstance(shown.contents, lsp.MarkupContent)
    return shown.contents.value


async def test_words_of_a_model_come_with_a_later_hover(editor: Editor) -> None:
    uri = editor.open(PIPELINE)

    first = await _hover(editor, uri, "mood")
    later = first
    async with asyncio.timeout(PATIENCE):
        while WORDS not in later:
            later = await _hover(editor, uri, "mood")

    assert WORDS not in first
    assert later == f'{first}\n\n{WORDS}: Finds the mood of the input "letter".'
    assert WORDS not in await _hover(editor, uri, "put")
    editor.close(uri)
