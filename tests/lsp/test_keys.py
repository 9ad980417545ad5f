"""Keys from the editor's secret store reach their provider, and nobody else."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from flowmason_assist.routing.keys import EDITOR_KEYS, take_editor_keys
from tests.lsp.editor import SERVER, make_editor
from tests.support.model_server import ModelServer
from tests.support.tap import Tap

KEY = "the-key-of-the-editor"


async def _asked(wire: Tap, folder: Path, keys: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    """Ask a cloud model whose key is the editor's, and give the answer."""
    editor = make_editor()
    await editor.start_io(*SERVER, env={**os.environ, EDITOR_KEYS: json.dumps(keys)})
    await editor.start(lsp.ClientCapabilities(), folder)
    model = {"url": f"{wire.url}/v1", "model": "echo", "tier": "cloud", "key": "editor"}
    settings = {"flowmasonAssist": {"models": {"cloudy": model}, "cloud": "allow"}}
    editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings))
    subject = {"text": "How do I loop over a list?", "tier": "cloud"}
    answer = await editor.workspace_execute_command_async(
        lsp.ExecuteCommandParams("flowmasonAssist.ask", [subject])
    )
    await editor.shutdown_session()
    return answer


@pytest.mark.asyncio
async def test_a_key_of_the_editor_is_used(tmp_path: Path) -> None:
    with ModelServer() as server, Tap(server.url) as wire:
        answer = await _asked(wire, tmp_path, {"cloudy": KEY})
        heads = b"".join(sent.head for sent in wire.requests if sent.body)

    assert f"bearer {KEY}".encode() in heads.lower()
    assert answer["route"]["tier"] == "cloud"
    assert KEY not in json.dumps(answer, default=vars)


@pytest.mark.asyncio
async def test_where_a_key_is_missing_is_said(tmp_path: Path) -> None:
    with ModelServer() as server, Tap(server.url) as wire:
        answer = await _asked(wire, tmp_path, {})
        assert not any(sent.body for sent in wire.requests)

    assert 'no key for "cloudy": store it with your editor' in str(answer["route"]["reasons"])


@pytest.mark.parametrize("written", ["", "nonsense", "[1]", '{"a": 1}'])
def test_what_is_no_key_is_none(written: str) -> None:
    environment = {EDITOR_KEYS: written, "PATH": "/bin"}

    assert take_editor_keys(environment) == {}
    assert environment == {"PATH": "/bin"}
