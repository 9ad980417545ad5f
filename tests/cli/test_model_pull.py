"""`model pull` fetches from a Hub what it offers: whole, the rest of it, or nothing."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.hub import REVISION, Hub

CONTENT = b"GGUF" + bytes(range(256)) * 4000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
FILE = "owner/small-gguf/small.gguf"


def pull(
    hub: Hub, folder: Path, *arguments: str, name: str = FILE, stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own: the Hub's address is read at import."""
    environment = {
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(folder / "home"),
        "FLOWMASON_ASSIST_MODELS_FOLDER": str(folder / "models"),
        "PYTHONPATH": ":".join(sys.path),
    }
    return subprocess.run(
        [sys.executable, "-m", "flowmason_assist", "model", "pull", name, *arguments],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "models").iterdir()}


def test_a_model_is_fetched_checked_and_recorded(folder: Path) -> None:
    with Hub(CONTENT) as hub:
        result = pull(hub, folder, "--yes")

    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert (folder / "models" / "small.gguf").read_bytes() == CONTENT
    record = json.loads((folder / "models" / "small.json").read_text())
    assert record["seal"]["sha256"] == SHA256
    assert record["origin"] == f"owner/small-gguf@{REVISION}/small.gguf"


def test_it_says_what_it_will_fetch_and_asks(folder: Path) -> None:
    with Hub(CONTENT) as hub:
        refused = pull(hub, folder, stdin="n\n")
        unasked = pull(hub, folder)

    for part in (FILE, REVISION, SHA256, "1 MB", "unknown: see the page", "Fetch it?"):
        assert part in refused.stderr
    assert (refused.returncode, unasked.returncode) == (1, 1)
    assert hub.ranges == []
    assert files(folder) == set()


def test_an_interrupted_download_goes_on(folder: Path) -> None:
    (folder / "models").mkdir()
    (folder / "models" / f"{SHA256}.part").write_bytes(CONTENT[:1000])

    with Hub(CONTENT) as hub:
        result = pull(hub, folder, "--yes")

    assert result.returncode == 0, result.stderr
    assert hub.ranges == ["bytes=1000-"]
    assert files(folder) == {"small.gguf", "small.json"}


def test_bytes_with_another_hash_are_thrown_away(folder: Path) -> None:
    with Hub(CONTENT, claims="0" * 64) as hub:
        result = pull(hub, folder, "--yes")

    assert result.returncode == 2
    assert f"has the SHA-256 {SHA256} instead of {'0' * 64}" in result.stderr
    assert files(folder) == set()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("owner/nothing/small.gguf", 'the Hub does not give "owner/nothing/small.gguf" (404)'),
        ("small", 'there is no model "small" in the catalogue'),
    ],
)
def test_what_is_not_there_is_said(folder: Path, name: str, message: str) -> None:
    with Hub(CONTENT) as hub:
        result = pull(hub, folder, "--yes", name=name)

    assert result.returncode == 2
    assert message in result.stderr


def test_a_hub_that_cannot_be_reached_is_said(folder: Path) -> None:
    with Hub(CONTENT) as hub:
        pass

    result = pull(hub, folder, "--yes")

    assert result.returncode == 2
    assert 'the Hub cannot be reached for "small"' in result.stderr
    assert "use `flowmason-assist model add`" in result.stderr


def test_what_the_disk_has_no_room_for_is_not_fetched(folder: Path) -> None:
    with Hub(CONTENT, size=1 << 60) as hub:
        result = pull(hub, folder, "--yes")

    assert result.returncode == 2
    assert "make room, or name another folder" in result.stderr
    assert hub.ranges == []
