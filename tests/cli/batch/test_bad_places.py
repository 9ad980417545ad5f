"""Places that are no good for a batch: crowded ones, and full ones."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bench.batch.flows import write_flows
from bench.batch.runs import batch_command, done_in, finished
from tests.cli.conftest import Invoke, Write

OTHERS = 100_000
EACH = 10_000
"""Files in each folder."""

FILES = 200
MOST_KIB = 150
"""How large a file may become on a disk that is nearly full; the journal wants more."""


def test_a_hundred_thousand_other_files_are_no_trouble(
    invoke: Invoke, write: Write, folder: Path
) -> None:
    for number in range(OTHERS // EACH):
        crowd = folder / "flows" / str(number)
        crowd.mkdir(parents=True)
        for other in range(EACH):
            (crowd / f"{other}.txt").touch()
    write("flows/5/main.pipeline.json")

    result = invoke("batch", "check", "flows", "-o", "out.jsonl")

    [line] = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert result.exit_code == 0
    assert json.loads(line)["item"] == "flows/5/main.pipeline.json"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files")
def test_a_disk_that_is_full_under_the_journal_loses_nothing(tmp_path: Path) -> None:
    flows = write_flows(tmp_path / "flows", FILES)
    journal = tmp_path / "journal"
    command = batch_command(flows, "--journal", str(journal))

    full = subprocess.run(
        ["bash", "-c", f"ulimit -f {MOST_KIB}; exec {shlex.join(command)}"],  # noqa: S607
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert full.returncode == 2
    assert full.stdout == ""
    assert "what is recorded is safe, and the same command goes on from there" in full.stderr
    assert "Traceback" not in full.stderr
    assert 0 < done_in(journal) < FILES, "it is full while there is work"
    assert finished(command, flows).report == finished(batch_command(flows), flows).report
