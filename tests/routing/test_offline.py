"""Offline, no socket is opened: none is reported, and none is missed where there is no network."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from flowmason_assist.cli.main import command

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


FILE = str(EXAMPLE)
SOUND = str(EXAMPLE.parents[1] / "tests" / "lsp" / "greeting.pipeline.json")
REQUEST = "fetch https://api.shop.example/orders and count them"
COMMANDS = (
    ["ask", "how do I loop over a list?"],
    ["batch", "check", FILE],
    ["change", FILE, "rename the first stage to start"],
    ["check", FILE],
    ["debug", FILE, "--error", "KeyError: 'content'"],
    ["debug", FILE, "--run"],
    ["doctor"],
    ["dry-run", FILE],
    ["edge", "summarize"],
    ["edge", "anomaly"],
    ["explain", FILE, "--tier", "private"],
    ["find", "component", "generator", str(EXAMPLE.parent)],
    ["generate", HARD, "--tier", "cloud"],
    ["generate", REQUEST],
    ["init"],
    ["mcp"],
    ["model", "list"],
    ["model", "verify"],
    ["resolve", FILE],
    ["route", HARD],
    ["routing", "log"],
    ["routing", "report", "--output-format", "html"],
    ["rule", "FM101"],
    ["scaffold", "input", SOUND],
    ["server"],
    ["suggest", FILE],
)
PAYLOAD = "1 2 1 2 99 1 2"


def test_every_command_is_looked_at() -> None:
    assert {each[0] for each in COMMANDS} == set(command.list_commands(click.Context(command)))


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(each)[:40])
def test_no_socket_is_opened(
    arguments: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", WATCH, *arguments],
        cwd=tmp_path,
        env={**environment, "FLOWMASON_ASSIST_OFFLINE": "true"},
        input=PAYLOAD,
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


def test_everything_works_where_there_is_no_network(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """A namespace without routes, not even to this machine; what needed them would fail."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip("there are no network namespaces here")
    program = [unshare, "-rn", sys.executable, "-m", "flowmason_assist"]

    needs_models = ["generate", HARD, "--tier", "cloud"]

    for arguments in (each for each in COMMANDS if each != needs_models):
        outcome = subprocess.run(
            [*program, *arguments],
            cwd=tmp_path,
            env={**environment, "FLOWMASON_ASSIST_OFFLINE": "true"},
            input=PAYLOAD,
            capture_output=True,
            text=True,
            check=False,
        )

        assert outcome.returncode in (0, 1), (arguments, outcome.stderr)
        assert "Traceback" not in outcome.stderr
