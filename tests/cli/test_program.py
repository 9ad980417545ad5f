"""The installed program itself, as a shell starts it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flowmason_assist import __version__
from tests.cli.conftest import MISSPELT, Write

Finished = subprocess.CompletedProcess[bytes]
Run = Callable[..., Finished]

PROGRAM = Path(sys.executable).with_name(
    "flowmason-assist.exe" if sys.platform == "win32" else "flowmason-assist"
)


@pytest.fixture
def run(folder: Path) -> Run:
    """Give the program as a function of its arguments."""

    def run_program(*arguments: str, **environment: str) -> Finished:
        return subprocess.run(
            [PROGRAM, *arguments],
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run_program


def test_it_says_its_version(run: Run) -> None:
    result = run("--version")

    assert (0, f"flowmason-assist, version {__version__}\n") == (
        result.returncode,
        result.stdout.decode(),
    )


def test_it_is_a_module_too(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "flowmason_assist", "--help"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert result.returncode == 0
    assert result.stdout.startswith(b"Usage: flowmason-assist [OPTIONS] COMMAND")


@pytest.mark.parametrize("command", ["check", "rule", "dry-run", "doctor"])
def test_every_command_helps(run: Run, command: str) -> None:
    result = run(command, "--help")

    assert (result.returncode, result.stderr) == (0, b"")
    assert f"Usage: flowmason-assist {command}".encode() in result.stdout


def test_a_command_that_does_not_exist_is_named_with_the_nearest(run: Run) -> None:
    result = run("chek")

    assert result.returncode == 2
    assert b'there is no command "chek"; did you mean "check"?' in result.stderr


def test_json_stands_alone_on_standard_output(run: Run, write: Write) -> None:
    write("a.pipeline.json", MISSPELT)
    write("b.pipeline.json", b"\xff")

    result = run("check", ".", "--output-format", "json", "--jobs", "2")

    assert result.returncode == 2
    assert [finding["code"] for finding in json.loads(result.stdout)] == ["FM204"]
    assert b"not UTF-8" in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_encoding_will_do(run: Run, write: Write, encoding: str) -> None:
    write("main.pipeline.json", MISSPELT.replace("sya", "s\u00fc\u65e5"))

    result = run("check", ".", PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert b"FM204" in result.stdout.decode(encoding).encode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes")
def test_a_reader_that_leaves_is_no_reason_to_complain(folder: Path, write: Write) -> None:
    write("main.pipeline.json", MISSPELT)
    reading, writing = os.pipe()
    os.close(reading)

    result = subprocess.run(
        [PROGRAM, "check", ".", "--output-format", "json"],
        cwd=folder,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=120,
    )

    os.close(writing)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


def test_it_starts_without_heavy_libraries(folder: Path, write: Write) -> None:
    write("main.pipeline.json", MISSPELT)
    heavy = {"asyncio", "jsonschema", "multiprocessing", "pydantic", "pygls", "rich"}
    script = (
        "import sys\n"
        "from flowmason_assist.cli.main import main\n"
        "sys.argv = ['flowmason-assist', 'check', '.']\n"
        "try:\n    main()\n"
        f"finally:\n    print(sorted({heavy} & set(sys.modules)))\n"
    )

    result = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, check=False, timeout=120
    )

    assert result.stdout.decode().splitlines()[-1] == "[]"
