"""The files and folders that every editor works with."""

import shutil
from pathlib import Path

import pytest

from tests.editors.support import HERE


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Give a fresh copy of the workspace."""
    return Path(shutil.copytree(HERE / "workspace", tmp_path / "workspace"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give an empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder
