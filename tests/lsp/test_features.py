"""What the server offers, what is documented and what is tested are the same."""

import re
from pathlib import Path

import pytest

from flowmason_assist.lsp import features
from flowmason_assist.lsp.server import make_server
from tests.lsp.raw_client import RawClient

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "features.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "Offered as" not in line
]


@pytest.fixture(scope="module")
def offered() -> set[str]:
    """Give the names under which the server offers something to a client."""
    with RawClient() as client:
        answer = client.connect({"textDocument": {"diagnostic": {}}})
        client.leave()
    capabilities = answer["result"]["capabilities"]
    return {name for name, value in capabilities.items() if value not in (None, False)}


def test_every_capability_has_a_row_and_every_row_a_capability(offered: set[str]) -> None:
    documented = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[1])}

    assert documented == offered


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_names_tests_that_exist(row: list[str]) -> None:
    tests = re.findall(r"\]\((.+?)\)", row[-1])

    assert tests, "name a test"
    assert [each for each in tests if not (PAGE.parent / each).is_file()] == []


def test_every_file_of_features_registers_something() -> None:
    files = {path.stem for path in Path(features.__path__[0]).glob("*.py")} - {"__init__"}
    protocol = make_server().protocol
    handlers = (*protocol.fm.features.values(), *protocol.fm.commands.values())
    modules = {getattr(each, "func", each).__module__.rpartition(".")[2] for each in handlers}

    assert modules == files


def test_every_fixture_of_a_feature_is_named() -> None:
    named = " ".join(row[-1] for row in ROWS)
    fixtures = sorted(path.name for path in (ROOT / "tests" / "ide").glob("*.md"))

    assert [name for name in fixtures if name not in named] == []
