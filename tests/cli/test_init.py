"""`init` writes every setting as a comment, and never over a file."""

import tomllib
from pathlib import Path

from tests.cli.conftest import Invoke


def test_every_setting_is_there_and_reads_as_toml(folder: Path, invoke: Invoke) -> None:
    result = invoke("init")

    assert result.exit_code == 0
    text = (folder / "flowmason-assist.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    settings = [line[1:] for line in text.splitlines() if line.startswith("#") and line[1] != " "]
    assert "select" in tomllib.loads("\n".join(settings))
    assert invoke("check", ".").exit_code != 2


def test_a_file_that_is_there_stays(folder: Path, invoke: Invoke) -> None:
    (folder / "flowmason-assist.toml").write_text('ignore = ["FM6"]\n', encoding="utf-8")

    result = invoke("init")

    assert result.exit_code == 2
    assert "stays as it is" in result.stderr
