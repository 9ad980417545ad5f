"""Collects the Markdown files below `tests` as tests; see CONTRIBUTING.md for their format."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.fixtures import FixtureFile, write_accepted

TESTS = Path(__file__).parent

# The same examples each time, and no limit on a machine's speed; `--hypothesis-profile thorough`
# looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=3_000, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _folders_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what our programs remember away from whoever runs the tests, and the other way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FLOWMASON_ASSIST_CACHE_FOLDER", str(tmp_path_factory.mktemp("cache")))
        ledger = tmp_path_factory.mktemp("ledger") / "routing.sqlite3"
        patch.setenv("FLOWMASON_ASSIST_LEDGER", str(ledger))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--accept`."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite what Markdown fixtures expect to what happens",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse what cannot go together."""
    if config.getoption("accept") and config.getoption("numprocesses", default=0):
        raise pytest.UsageError("--accept writes files and needs -n 0")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FixtureFile | None:
    """Take Markdown files in the folders of `tests`."""
    if file_path.suffix == ".md" and file_path.parent != TESTS:
        return FixtureFile.from_parent(parent, path=file_path)
    return None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was accepted."""
    write_accepted(session.config)
