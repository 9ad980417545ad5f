"""The manual page says what the command line says, and man can read it."""

import shutil
import subprocess

import pytest

from tools.man_page import PAGE, man_page


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(), "run `make docs`"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff to read it")
def test_man_reads_it_without_a_complaint() -> None:
    shown = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", str(PAGE)],  # noqa: S607 - as man calls it.
        capture_output=True,
        text=True,
        check=True,
    )

    assert shown.stderr == ""
    assert "batch check" in shown.stdout
