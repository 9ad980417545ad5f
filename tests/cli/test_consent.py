"""Somebody at a terminal sees every byte before it leaves, and says whether it may."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.model_server import ModelServer
from tests.support.tap import Tap

pty = pytest.importorskip("pty", reason="there are terminals of this kind on POSIX only")

QUESTION = "How do I loop over a list?"
PIPELINE = '{"name": "Plums", "stages": [{"id": "press", "component_type": "generator"}]}'


@pytest.fixture(scope="module")
def wire() -> Iterator[Tap]:
    with ModelServer() as server, Tap(server.url) as tap:
        yield tap


def _run(wire: Tap, answer: str, *arguments: str) -> tuple[int, str, str]:
    """Run a command at a terminal; give its code, what the terminal showed, and its output."""
    wire.clear()
    models = {"cloudy": {"url": f"{wire.url}/v1", "model": "echo", "tier": "cloud"}}
    environment = {**os.environ, "FLOWMASON_ASSIST_MODELS": json.dumps(models)}
    terminal, end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "flowmason_assist", *arguments, "--tier", "cloud"],
        env=environment,
        stdin=end,
        stdout=subprocess.PIPE,
        stderr=end,
    ) as process:
        os.close(end)
        shown = b""
        while b"Send these bytes?" not in shown:
            shown += os.read(terminal, 65_536)
        os.write(terminal, answer.encode() + b"\n")
        assert process.stdout is not None
        output = process.stdout.read()
        code = process.wait()
    os.close(terminal)
    return code, shown.decode().replace("\r\n", "\n"), output.decode()


def _bodies(wire: Tap) -> list[str]:
    return [sent.body.decode() for sent in wire.requests if sent.body]


def test_what_is_agreed_to_is_what_is_sent(wire: Tap) -> None:
    code, shown, _ = _run(wire, "once", "ask", QUESTION)

    [body] = _bodies(wire)
    assert code == 0
    assert body in shown
    assert f"ask: send {len(body.encode())} bytes to cloudy (echo) at {wire.url}" in shown
    assert "never" not in shown.splitlines()[-1]  # There is no file that it could hold for.


@pytest.mark.parametrize("answer", ["no", "never", ""])
def test_nothing_is_sent_without_a_yes(wire: Tap, tmp_path: Path, answer: str) -> None:
    file = tmp_path / "main.pipeline.json"
    file.write_text(PIPELINE, encoding="utf-8")

    code, shown, output = _run(wire, answer, "explain", str(file))

    assert _bodies(wire) == []
    assert "never for this file" in shown
    assert code == 0
    assert "press" in output  # The facts are told all the same.
