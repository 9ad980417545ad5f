"""Text for people: safe to print on a terminal, colored only where one shows it."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import click

from flowmason_assist.lint.rule import Severity


class Color(StrEnum):
    """The colors that we use; every terminal has them."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    CYAN = "cyan"
    GREEN = "green"


SEVERITY_COLORS: Mapping[Severity, Color] = MappingProxyType(
    {
        Severity.ERROR: Color.RED,
        Severity.WARNING: Color.YELLOW,
        Severity.INFO: Color.BLUE,
        Severity.HINT: Color.CYAN,
    }
)


@dataclass(frozen=True, slots=True)
class Paint:
    """Colors text, or leaves it as it is where color is not wanted."""

    is_on: bool = False

    def __call__(self, text: str, color: Color | None = None, *, bold: bool = False) -> str:
        """Give the text in a color."""
        if not self.is_on:
            return text
        return click.style(text, fg=color, bold=bold or None)


def paint_for(environment: Mapping[str, str]) -> Paint:
    """Decide about color: NO_COLOR and FORCE_COLOR decide, otherwise whether a terminal reads."""
    if environment.get("NO_COLOR"):
        return Paint(is_on=False)
    if environment.get("FORCE_COLOR"):
        return Paint(is_on=True)
    return Paint(is_on=sys.stdout.isatty() and environment.get("TERM") != "dumb")


def counted(count: int, noun: str) -> str:
    """Give a number with its noun, like "1 file" or "3 files"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def write_text(text: str) -> None:
    """Write to standard output what people read, in the encoding that they use."""
    write_bytes(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def write_document(text: str) -> None:
    """Write to standard output what programs read, always UTF-8."""
    write_bytes(text.encode("utf-8", "backslashreplace"))


def write_json(value: object) -> None:
    """Write one JSON document to standard output."""
    write_document(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output, all of them now."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
