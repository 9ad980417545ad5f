"""The model's process stands still or dies; the editor has its answers all the same."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import psutil
import pytest
import pytest_lsp
from lsprotocol import types as lsp

from tests.lsp.editor import CONFIG, Editor

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]

GOAL = "Fetch https://example.com/news, summarise it in two sentences and log the summary"
FAULTY = '{ "name": "x", "stages": [{ "id": "a", "component_type": "loger", "config": {} }] }'


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    await lsp_client.start(lsp.ClientCapabilities(), tmp_path_factory.mktemp("workspace"))
    yield
    await lsp_client.shutdown_session()


async def generate(editor: Editor) -> Any:  # noqa: ANN401 - JSON
    command = lsp.ExecuteCommandParams("flowmasonAssist.generate", [{"text": GOAL}])
    return await editor.workspace_execute_command_async(command)


def model_processes() -> list[psutil.Process]:
    """Give the processes with models that servers of ours have started."""
    children = psutil.Process().children(recursive=True)
    return [each for each in children if "flowmason_assist.llm.worker" in each.cmdline()]


@pytest.mark.parametrize("name", ["SIGSTOP", "SIGKILL"])
async def test_nothing_waits_for_a_model_that_is_stuck(editor: Editor, name: str) -> None:
    assert (await generate(editor))["status"] == "ok"
    [process] = model_processes()
    os.kill(process.pid, getattr(signal, name))

    waiting = asyncio.create_task(generate(editor))
    uri = editor.open(FAULTY, f"{name}.pipeline.json")
    findings = await editor.findings(uri)
    hover = await editor.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(uri), editor.position(uri, '"name"', 1))
    )
    answered_first = not waiting.done()

    assert findings
    assert hover is not None
    assert answered_first or name == "SIGKILL"
    assert (await waiting)["status"] == "ok"
    assert (await generate(editor))["status"] == "ok"
    assert model_processes() != [process]
    editor.close(uri)
