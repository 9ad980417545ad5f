"""Offline, no socket is opened: none is reported, and none is missed where there is no network."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HARD = "design a whole platform with alternatives and trade-offs for our company"
MODELS = json.dumps({"far": {"url": "https://api.openai.com/v1", "key": "env:SOME_KEY"}})
EXAMPLE = Path(__file__).parents[2] / "examples" / "reviews.pipeline.json"
# What talks to the outside. An event loop has a pair of sockets of its own, which does not.
WATCH = """
import json, sys
seen = []
names = ["socket." + each for each in ("connect", "getaddrinfo", "sendto", "sendmsg", "bind")]
sys.addaudithook(lambda event, _: seen.append(event) if event in names else None)
from flowmason_assist.cli.main import command
try:
    command(sys.argv[1:], prog_name="flowmason-assist")
except SystemExit as end:
    print(json.dumps({"code": end.code, "seen": seen}), file=sys.stderr)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which a cloud may be asked for everything."""
    return {
        **os.environ,
        "FLOWMASON_ASSIST_MODELS": MODELS,
        "FLOWMASON_ASSIST_CLOUD": "allow",
        "FLOWMASON_ASSIST_LEDGER": str(tmp_path / "routing.sqlite3"),
        "SOME_KEY": "k",
    }


COMMANDS = (
    ["route", HARD, "--offline"],
    ["generate", HARD, "--offline", "--tier", "cloud"],
    ["generate", "fetch https://api.shop.example/orders and count them", "--offline"],
    ["routing", "log"],
    ["routing", "report", "--output-format", "html"],
    ["explain", str(EXAMPLE), "--offline", "--tier", "private"],
    ["doctor"],
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(each)[:40])
def test_no_socket_is_opened(arguments: list[str], environment: dict[str, str]) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", WATCH, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    told = json.loads(outcome.stderr.strip().splitlines()[-1])
    assert told["seen"] == []


def test_the_hook_sees_connections(environment: dict[str, str]) -> None:
    """Without the option a request to the same place is seen, so silence means something."""
    models = json.dumps({"far": {"url": "http://127.0.0.1:9/v1", "tier": "cloud"}})

    outcome = subprocess.run(
        [sys.executable, "-c", WATCH, "generate", HARD, "--tier", "cloud"],
        env={**environment, "FLOWMASON_ASSIST_MODELS": models},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "socket.connect" in json.loads(outcome.stderr.strip().splitlines()[-1])["seen"]


def test_everything_works_where_there_is_no_network(environment: dict[str, str]) -> None:
    """A namespace without any interface that is up; what needed a network would fail."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip("there are no network namespaces here")
    program = [unshare, "-rn", sys.executable, "-m", "flowmason_assist"]

    for arguments in (["explain", str(EXAMPLE), "--offline"], ["route", HARD, "--offline"]):
        outcome = subprocess.run(
            [*program, *arguments], env=environment, capture_output=True, text=True, check=False
        )

        assert outcome.returncode == 0, outcome.stderr
