"""
Write the manual page from the command line itself: `python -m tools.man_page`.

With `--check` nothing is written; the exit code tells whether the page is out of date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from flowmason_assist import __version__
from flowmason_assist.cli.main import PROGRAM, command

PAGE = Path(__file__).resolve().parents[1] / "docs" / "man" / f"{PROGRAM}.1"

EXIT_CODES = {
    "0": "Done; for check: no error and no warning.",
    "1": "No result, the reason is on standard error; for check: errors or warnings.",
    "2": "Could not run.",
    "130": "Interrupted.",
}


def man_page() -> str:
    """Give the page, in the language of man(7)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(command, info_name=PROGRAM)
    yield f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" "FlowMason pipelines"'
    yield ".SH NAME"
    yield f"{_text(PROGRAM)} \\- {_text(command.get_short_help_str(120))}"
    yield ".SH SYNOPSIS"
    yield f".B {_text(PROGRAM)}"
    yield _text("COMMAND [OPTIONS] [ARGUMENTS]")
    yield ".SH COMMANDS"
    yield from _commands(command, context)
    yield ".SH EXIT STATUS"
    for code, meaning in EXIT_CODES.items():
        yield from (".TP", f".B {code}", _text(meaning))
    yield ".SH ENVIRONMENT"
    yield from (".TP", ".B FLOWMASON_ASSIST_*")
    yield _text("Override what stands in flowmason-assist.toml.")


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        each = group.get_command(context, name)
        if each is None or each.hidden:
            continue
        inner = click.Context(each, info_name=name, parent=context)
        if isinstance(each, click.Group):
            yield from _commands(each, inner)
            continue
        path = inner.command_path.removeprefix(f"{PROGRAM} ")
        pieces = (part for part in each.collect_usage_pieces(inner) if part != "[OPTIONS]")
        yield f".SS {_text(' '.join((path, *pieces)))}"
        yield from _paragraphs(each.help or "")
        for parameter in each.params:  # Without --help, which every command has.
            record = parameter.get_help_record(inner)
            if record is not None and record[1]:
                yield from (".TP", f".B {_text(record[0])}", _text(" ".join(record[1].split())))


def _paragraphs(words: str) -> Iterator[str]:
    for paragraph in words.replace("\b", "").strip().split("\n\n"):
        yield from (".PP", _text(" ".join(paragraph.split())))


def _text(words: str) -> str:
    """Give words so that man shows them as they are; a dot at the start would be a request."""
    plain = words.replace("\\", "\\e").replace("-", "\\-")
    escaped = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in plain)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def main() -> int:
    """Write the page, or compare it."""
    text = man_page()
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
