"""Without the extras everything deterministic works, and what does not work says why."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXTRAS = (
    *("llama_cpp", "llguidance", "psutil", "huggingface_hub"),
    *("openai", "anthropic", "httpx2", "keyring"),
)
SOUND = """{
  "id": "greet", "name": "greet", "description": "Greets.", "version": "1.0.0",
  "stages": [{ "id": "say", "component_type": "logger", "config": { "message": "hello" } }]
}
"""
HIDE = f"""
import sys
from importlib.machinery import PathFinder

class Without:
    @staticmethod
    def find_spec(name, path=None, target=None):
        hidden = name.partition(".")[0] in {EXTRAS}
        return None if hidden else PathFinder.find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Without
"""


def run(folder: Path, code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", HIDE + code, *arguments],
        cwd=folder,
        env={
            "PYTHONPATH": ":".join(sys.path),
            "HOME": str(folder),
            "FLOWMASON_ASSIST_MODELS_FOLDER": str(folder / "models"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def command(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run(folder, "from flowmason_assist.cli.main import main\nmain()", *arguments)


def test_pipelines_are_checked(tmp_path: Path) -> None:
    (tmp_path / "main.pipeline.json").write_text(SOUND)

    result = command(tmp_path, "check", ".", "--output-format", "json")

    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout) == []


def test_doctor_says_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    result = command(tmp_path, "doctor", "--output-format", "json")
    rows = {row["name"]: row for row in json.loads(result.stdout)}

    assert rows["llama-cpp-python"]["state"] == "missing"
    assert rows["llama-cpp-python"]["cure"].endswith('pip install "flowmason-assist[local]"')
    assert "answers" not in rows


def test_a_missing_compiler_is_part_of_the_cure(tmp_path: Path) -> None:
    code = "from flowmason_assist.cli.main import main\nimport os\nos.environ['PATH'] = ''\nmain()"
    result = run(tmp_path, code, "doctor", "--output-format", "json")
    rows = {row["name"]: row for row in json.loads(result.stdout)}

    assert "ompiler" in rows["llama-cpp-python"]["cure"] or sys.platform in {"darwin", "win32"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list",), 0),
        (("info", "qwen3-4b"), 0),
        (("verify",), 0),
        (("bench",), 2),
        (("pull", "qwen3-4b", "--yes"), 2),
    ],
)
def test_models_can_be_looked_at(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    result = command(tmp_path, "model", *arguments)

    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert "internal error" not in result.stderr
    if code:
        assert 'pip install "flowmason-assist[local]"' in result.stderr


ASK = """
import asyncio
from pathlib import Path
from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.api import Message, Request, complete
from flowmason_assist.llm.models.running import RunningModels
from flowmason_assist.llm.models.store import store_at
from flowmason_assist.llm.providers.anthropic import Anthropic
from flowmason_assist.llm.providers.openai_compatible import OpenAICompatible
from flowmason_assist.llm.remote.endpoint import Endpoint

request = Request("t", (Message("user", "hello"),))
endpoint = Endpoint("private", "http://127.0.0.1:1", "m")
for make in (
    lambda: RunningModels().fast(store_at("")),
    lambda: OpenAICompatible(endpoint),
    lambda: Anthropic(endpoint),
):
    try:
        asyncio.run(complete(make(), request))
    except ModelUnavailable as error:
        print(error)
"""


def test_models_are_unavailable_and_say_why(tmp_path: Path) -> None:
    result = run(tmp_path, ASK)

    assert result.stderr == ""
    embedded, *remote = result.stdout.splitlines()
    assert 'missing: pip install "flowmason-assist[local]"' in embedded
    assert remote == [
        'the package "openai" is missing: pip install "flowmason-assist[cloud]"',
        'the package "anthropic" is missing: pip install "flowmason-assist[cloud]"',
    ]
