"""`check --fix`, `--unsafe-fixes` and `--diff`: what changes in a file, and what does not."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MISSPELT, REPEATED, SOUND, Invoke, Write

MENDED = REPEATED.replace('["say", "say"]', '["say"]')


def test_a_safe_fix_is_applied(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", REPEATED)

    result = invoke("check", "main.pipeline.json", "--fix")

    assert (result.exit_code, path.read_text()) == (0, MENDED)
    assert result.stderr == "mended 1 problem in 1 file\nno more problems in 1 file\n"


def test_a_fix_that_guesses_needs_to_be_asked_for(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", MISSPELT)

    careful = invoke("check", "main.pipeline.json", "--fix")

    assert (careful.exit_code, path.read_text()) == (1, MISSPELT)
    assert "--unsafe-fixes mends 1 problem by a guess" in careful.stderr

    bold = invoke("check", "main.pipeline.json", "--unsafe-fixes")

    assert (bold.exit_code, path.read_text()) == (0, MENDED)


def test_only_selected_rules_are_mended(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", REPEATED)

    result = invoke("check", ".", "--fix", "--select", "FM204")

    assert (result.exit_code, path.read_text()) == (0, REPEATED)


def test_all_other_bytes_stay(write: Write, invoke: Invoke) -> None:
    odd = REPEATED.replace("\n", "\r\n").replace("hello", "h\u00e9llo \U0001f600").rstrip()
    path = write("main.pipeline.json", odd)

    invoke("check", ".", "--fix")

    assert path.read_bytes() == odd.replace('["say", "say"]', '["say"]').encode()


def test_a_byte_order_mark_stays_unless_it_is_what_is_mended(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", "\ufeff" + REPEATED)

    invoke("check", ".", "--fix", "--select", "FM206")

    assert path.read_bytes() == b"\xef\xbb\xbf" + MENDED.encode()


def test_a_file_without_problems_is_not_touched(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json")
    os.utime(path, ns=(1, 1))

    invoke("check", ".", "--fix")

    assert path.stat().st_mtime_ns == 1


def test_nothing_else_is_left_in_the_folder(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", REPEATED)

    invoke("check", ".", "--fix")

    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_permissions_stay(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", REPEATED)
    path.chmod(0o640)

    invoke("check", ".", "--fix")

    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (MENDED, 0o640)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(write: Write, invoke: Invoke) -> None:
    target = write("real/main.json", REPEATED)
    Path("main.pipeline.json").symlink_to(target)

    invoke("check", ".", "--fix")

    assert Path("main.pipeline.json").is_symlink()
    assert target.read_text() == MENDED


def test_a_diff_is_shown_and_nothing_written(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", REPEATED)

    result = invoke("check", ".", "--diff")

    assert (result.exit_code, path.read_text()) == (1, REPEATED)
    assert result.stdout.splitlines()[:3] == [
        "--- main.pipeline.json",
        "+++ main.pipeline.json",
        "@@ -3,7 +3,7 @@",
    ]
    assert [line for line in result.stdout.splitlines()[3:] if line.startswith(("-", "+"))] == [
        "-" + REPEATED.splitlines()[5],
        "+" + MENDED.splitlines()[5],
    ]
    assert "would mend 1 problem in 1 file" in result.stderr


def test_a_diff_of_a_sound_file_is_empty(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("check", ".", "--diff", "--unsafe-fixes")

    assert (result.exit_code, result.stdout) == (0, "")


def test_a_diff_keeps_line_ends_and_says_where_the_last_is_missing(
    write: Write, invoke: Invoke
) -> None:
    write("main.pipeline.json", REPEATED.replace("\n", "\r\n") + " ")

    result = invoke("check", ".", "--diff")

    assert b'["say"],\r\n' in result.stdout_bytes
    assert not result.stdout.endswith("\n\n")

    write("main.pipeline.json", REPEATED.replace("\n", " "))

    result = invoke("check", ".", "--diff")

    assert result.stdout.count("\n\\ No newline at end of file\n") == 2


def test_fixed_standard_input_goes_to_standard_output(invoke: Invoke) -> None:
    result = invoke("check", "-", "--fix", stdin=REPEATED.replace("\n", "\r\n").encode())

    assert result.stdout_bytes == MENDED.replace("\n", "\r\n").encode()
    assert result.stderr == "mended 1 problem in 1 file\nno more problems in 1 file\n"


def test_standard_input_without_problems_comes_back_as_it_is(invoke: Invoke) -> None:
    result = invoke("check", "-", "--fix", stdin=SOUND)

    assert (result.exit_code, result.stdout) == (0, SOUND)


def test_what_is_left_in_standard_input_is_told_on_the_other_stream(invoke: Invoke) -> None:
    result = invoke("check", "-", "--fix", "--output-format", "concise", stdin=MISSPELT)

    assert (result.exit_code, result.stdout) == (1, MISSPELT)
    assert "<stdin>:6:70: error FM204: " in result.stderr
