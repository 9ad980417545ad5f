"""How a pipeline is written down: indentation, line ends, escapes."""

import json
from dataclasses import dataclass
from typing import Any

from bench.accuracy.dice import Dice


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to write a JSON document."""

    indent: int | str | None = 2
    ascii_only: bool = False
    newline: str = "\n"
    final_newline: bool = True
    escaped_braces: bool = False
    escaped_letters: bool = False


def layout_for(dice: Dice) -> Layout:
    """A layout; most are the usual one."""
    if dice.chance(0.5):
        return Layout()
    return Layout(
        indent=dice.pick([2, 4, "\t", None, 1, 0]),
        ascii_only=dice.chance(0.4),
        newline=dice.pick(["\n", "\r\n"]),
        final_newline=dice.chance(0.7),
        escaped_braces=dice.chance(0.1),
        escaped_letters=dice.chance(0.1),
    )


def render(pipeline: dict[str, Any], layout: Layout) -> str:
    """The text of the pipeline in this layout."""
    text = json.dumps(pipeline, indent=layout.indent, ensure_ascii=layout.ascii_only)
    if layout.escaped_braces:
        text = text.replace("{{", "\\u007b\\u007b")
    if layout.escaped_letters:
        text = text.replace('"prompt"', '"\\u0070rompt"').replace("/", "\\/")
        text = text.replace("upstream.", "\\u0075pstream.")
    text += "\n" if layout.final_newline else ""
    return text.replace("\n", layout.newline)
