"""Everything that may stand where a pipeline should: a clear word, and never a traceback."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowmason_assist.cli.checking.text_file import MAX_BYTES
from tests.cli.conftest import MISSPELT, SOUND, Invoke, Write

NOBODY = 65534

UNREADABLE = {
    "latin.pipeline.json": (b'{"name": "caf\xe9"}', "is not UTF-8 text: byte 0xe9 at offset 13"),
    "utf16.pipeline.json": ('{"name": "x"}'.encode("utf-16"), "is UTF-16 text; save it as UTF-8"),
    "image.pipeline.json": (b"\x89PNG\r\n\x1a\n", "is not UTF-8 text: byte 0x89 at offset 0"),
    "large.pipeline.json": (b" " * (MAX_BYTES + 1), "is larger than 16 MiB"),
}

READABLE = {
    "empty": "",
    "blank": " \n\t\n",
    "no object": '["stages"]',
    "a number": "1",
    "null": "null",
    "a null byte": "\x00",
    "stages are no list": '{"name": "x", "stages": {}}',
    "a stage is no object": '{"name": "x", "stages": [1, null, "a", []]}',
    "cut off": '{"name": "x", "stages": [{"id": "a',
    "a lone surrogate": '{"name": "\\ud800", "stages": []}',
    "a large number": '{"name": "x", "stages": [], "n": 1e999}',
    "very many digits": f'{{"name": "x", "stages": [], "n": {"9" * 10_000}}}',
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_text_is_refused_with_the_reason(
    write: Write, invoke: Invoke, name: str
) -> None:
    content, reason = UNREADABLE[name]
    write(name, content)

    result = invoke("check", name, "--output-format", "concise")

    assert (result.exit_code, result.stdout) == (2, "")
    assert f'flowmason-assist: "{name}" {reason}' in result.stderr


@pytest.mark.parametrize("case", READABLE)
def test_any_text_can_be_checked(write: Write, invoke: Invoke, case: str) -> None:
    write("main.pipeline.json", READABLE[case])

    result = invoke("check", ".", "--output-format", "json")

    assert result.exit_code in {0, 1}, result.stderr
    assert isinstance(json.loads(result.stdout), list)


def test_a_missing_path_is_named(invoke: Invoke) -> None:
    result = invoke("check", "none.pipeline.json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'flowmason-assist: "none.pipeline.json" does not exist\n'


def test_a_folder_that_is_called_like_a_pipeline_is_named(write: Write, invoke: Invoke) -> None:
    write("odd.pipeline.json/main.pipeline.json")

    for arguments in (("odd.pipeline.json",), (".",)):
        result = invoke("check", *arguments)

        assert result.exit_code == 2
        assert '"odd.pipeline.json" is a folder, not a pipeline file' in result.stderr


def test_a_folder_without_pipelines_is_told_and_clean(write: Write, invoke: Invoke) -> None:
    write("nothing/here.txt", "")

    result = invoke("check", "nothing")

    assert result.exit_code == 0
    assert result.stderr == 'flowmason-assist: no *.pipeline.json file is in "nothing"\n'


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other file names")
def test_a_name_that_is_no_text_can_be_shown(folder: Path, invoke: Invoke) -> None:
    name = os.fsdecode(b"caf\xe9.pipeline.json")
    (folder / name).write_text(MISSPELT)

    for output_format in ("concise", "full", "json", "github", "sarif", "junit"):
        result = invoke("check", ".", "--output-format", output_format)

        assert result.exit_code == 1, result.stderr


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder that cannot be read, beside a pipeline that can; for the superuser too."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "main.pipeline.json").write_text(SOUND, encoding="utf-8")
        (folder / "closed").mkdir(0o000)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("XDG_CONFIG_HOME", place)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        yield folder
        os.seteuid(user)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_folder_that_cannot_be_read_is_named(
    write: Write, invoke: Invoke, request: pytest.FixtureRequest
) -> None:
    write("warm.pipeline.json")
    assert invoke("check", ".").exit_code == 0  # What is loaded now needs no permission later.
    request.getfixturevalue("closed")

    result = invoke("check", ".", "--jobs", "1")

    assert result.exit_code == 2
    assert '"./closed" cannot be searched: Permission denied' in result.stderr
    assert "no problems in 1 file" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_to_itself_cannot_be_read(folder: Path, invoke: Invoke) -> None:
    (folder / "loop.pipeline.json").symlink_to(folder / "loop.pipeline.json")

    result = invoke("check", ".")

    assert result.exit_code == 2
    assert '"loop.pipeline.json" cannot be read: ' in result.stderr


def test_the_other_files_are_still_checked(write: Write, invoke: Invoke) -> None:
    write("a.pipeline.json", b"\xff")
    write("b.pipeline.json", MISSPELT)

    result = invoke("check", "none.json", ".", "--output-format", "json")

    assert result.exit_code == 2
    assert [finding["code"] for finding in json.loads(result.stdout)] == ["FM204"]
    assert '"none.json" does not exist' in result.stderr
    assert '"a.pipeline.json" is not UTF-8 text' in result.stderr


def test_bad_standard_input_is_named(invoke: Invoke) -> None:
    result = invoke("check", "-", stdin=b"\xff\x00")

    assert result.exit_code == 2
    assert 'flowmason-assist: "<stdin>" is not UTF-8 text' in result.stderr


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"stages":['])
def test_depth_costs_no_stack(write: Write, invoke: Invoke, opening: str) -> None:
    write("deep.pipeline.json", opening * 10_000)

    result = invoke("check", ".", "--output-format", "json")

    assert (result.exit_code, result.stderr) == (1, "")
