"""
Markdown that also reads well where an editor shows it raw.

There are no tables and no HTML. Text from files stands in code spans or is escaped, so that it
can neither format nor link anything.
"""

import re
from collections.abc import Iterable

from flowmason_assist.text.printable import printable

_LONGEST_CODE = 80
_TEMPLATE_OR_CODE = re.compile(r"(`+).+?\1|\{\{[^}`]*\}\}", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{[^}`]{1,200}\}\}")
_QUOTED_CODE = re.compile(r'" (`[^`]*`) "')
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#&|~]")


def code(text: str) -> str:
    """Give a text from a file as a code span, shortened to what fits a line."""
    shown = printable(text)
    if len(shown) > _LONGEST_CODE:
        shown = f"{shown[: _LONGEST_CODE - 1]}…"
    ticks = max((len(run) for run in re.findall("`+", shown)), default=0)
    if not ticks:
        return f"`{shown}`" if shown.strip() else f'`"{shown}"`'
    fence = "`" * (ticks + 1)
    return f"{fence} {shown} {fence}"


def escape(text: str) -> str:
    """Give a text from a file as prose in which nothing is formatted."""
    words = " ".join(printable(part) for part in text.split())
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", words)


def prose(text: str) -> str:
    """Give a text of our own, with code spans around the templates that it names."""
    parts: list[str] = []
    position = 0
    for match in _TEMPLATE_OR_CODE.finditer(text):
        parts.append(text[position : match.start()].replace("<", "\\<"))
        parts.append(match[0] if match[1] else f"`{match[0]}`")
        position = match.end()
    parts.append(text[position:].replace("<", "\\<"))
    return "".join(parts)


def message(text: str) -> str:
    """Give a message that quotes a file, with code spans around the templates in it."""
    parts: list[str] = []
    position = 0
    for match in _TEMPLATE.finditer(text):
        parts += (escape(text[position : match.start()]), code(match[0]))
        position = match.end()
    words = " ".join(part for part in (*parts, escape(text[position:])) if part)
    return _QUOTED_CODE.sub(r"\1", words)


def sentence(text: str) -> str:
    """Give a message with its full stop, unless it ends as a question already."""
    return message(text) if text.endswith(("?", ".")) else f"{message(text)}."


def bullets(lines: Iterable[str]) -> str:
    """Give lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


def titled(title: str, lines: Iterable[str]) -> str:
    """Give a list below its title; nothing when the list is empty."""
    shown = bullets(lines)
    return f"{title}:\n\n{shown}" if shown else ""


def fenced(text: str, language: str) -> str:
    """Give a block of code."""
    return f"```{language}\n{text}\n```"


def link(text: str, address: str) -> str:
    """Give a link; both are our own."""
    return f"[{text}]({address})"


def paragraphs(*parts: str) -> str:
    """Join what is not empty, with blank lines between."""
    return "\n\n".join(part for part in parts if part)


def listed(names: Iterable[str], most: int = 8) -> str:
    """Give names as code spans in one line; of many only the first, and how many are left."""
    known = list(names)
    shown = ", ".join(map(code, known[:most]))
    left = len(known) - most
    return f"{shown} and {left} more" if left > 0 else shown
