"""
The protocol from end to end, as four kinds of clients: that the parts are connected.

What each feature answers is shown in `tests/ide`. Warnings are errors, and the client warns when
an answer holds something that it did not announce.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from tests.lsp.editor import CONFIG, PERSONALITIES, Editor, capabilities_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIPELINE = """{
  "id": "greeting",
  "name": "Greeting",
  "version": "1.0.0",
  "description": "Greets somebody, and polishes the greeting; see https://example.com/greeting.",
  "input_schema": {
    "type": "object",
    "properties": {"who": {"type": "string", "description": "Whom to greet"}},
    "required": ["who"]
  },
  "stages": [
    {
      "id": "draft",
      "component_type": "generator",
      "config": {"prompt": "😀 Greet {{input.who}}"}
    },
    {
      "id": "polish",
      "component_type": "generator",
      "config": {"prompt": "Polish {{upstream.draft.content}}"},
      "depends_on": ["draft"]
    }
  ],
  "output_stage_id": "polish"
}
"""
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


async def test_a_fault_is_reported_and_its_repair_noticed(editor: Editor) -> None:
    uri = editor.open(FAULTY)

    assert [editor.shown(uri, each.range) for each in await editor.findings(uri)] == ["drat"]

    editor.change(uri, PIPELINE)

    assert await editor.findings(uri) == []


async def test_hovering_tells_about_a_template(editor: Editor) -> None:
    uri = editor.open(PIPELINE)

    hover = await editor.text_document_hover_async(lsp.HoverParams(*editor.at(uri, "content}}")))

    assert hover is not None
    assert hover.range is not None
    assert editor.shown(uri, hover.range) == "content"


async def test_the_definition_of_a_stage_is_its_id(editor: Editor) -> None:
    uri = editor.open(PIPELINE)

    place = await editor.text_document_definition_async(
        lsp.DefinitionParams(*editor.at(uri, "draft.content"))
    )

    assert isinstance(place, lsp.Location)
    assert editor.range(uri, "draft") == place.range
