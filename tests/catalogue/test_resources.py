"""Shipped files are found next to the code, and a missing one is explained."""

from pathlib import Path

import pytest

from flowmason_assist.errors import ResourceError
from flowmason_assist.resources import folder, read


def test_a_checkout_reads_its_own_files() -> None:
    """An editable install must not read stale copies from elsewhere."""
    checkout = Path(__file__).resolve().parents[2]

    assert folder("schemas") == checkout / "schemas"


def test_missing_folder_is_explained() -> None:
    with pytest.raises(ResourceError, match="reinstall flowmason-assist"):
        folder("no-such-thing")


def test_unreadable_file_is_explained(tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_bytes(b"\xff")

    with pytest.raises(ResourceError, match=r"odd\.json"):
        read(odd)
    with pytest.raises(ResourceError, match=r"none\.json"):
        read(tmp_path / "none.json")
