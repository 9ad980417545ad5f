"""An explanation for people."""

import re
import textwrap
from collections.abc import Iterable, Iterator

from flowmason_assist.assist.explain.account import Account, StageAccount
from flowmason_assist.assist.explain.explain import Explained
from flowmason_assist.assist.explain.prose import input_prose, leaving_prose, stage_prose
from flowmason_assist.cli.output.text import Color, Paint
from flowmason_assist.text.printable import printable

_WIDTH = 88
_NAME = re.compile(r'"[^"]{1,200}"')


def _stages(account: Account, chosen: tuple[str, ...] | None) -> list[StageAccount]:
    return [each for each in account.stages if chosen is None or each.id in chosen]


def render(found: Explained, chosen: tuple[str, ...] | None, paint: Paint) -> str:
    """Give the explanation in paragraphs."""
    return "\n".join(_lines(found, chosen, paint)) + "\n"


def _lines(found: Explained, chosen: tuple[str, ...] | None, paint: Paint) -> Iterator[str]:
    account = found.account
    if chosen is None:
        yield from _paragraph(found.summary, paint)
        yield from [""] * bool(account.stages)
    for stage in _stages(account, chosen):
        yield from _paragraph(stage_prose(account, stage), paint, "  - " if chosen is None else "")
    if chosen is not None:
        return
    yield from _list("Inputs", map(input_prose, account.inputs), paint)
    patterns = (f"{each.name}: {each.words}" for each in account.patterns)
    yield from _list("Patterns", patterns, paint)
    yield from _list("What leaves the machine", leaving_prose(account), paint)
    yield from _list("What it costs", account.costs, paint)
    if found.told_by is not None:
        yield from ("", f"Summary in the words of {found.told_by}, checked against the facts.")


def _list(title: str, items: Iterable[str], paint: Paint) -> Iterator[str]:
    lines = [line for item in items for line in _paragraph(item, paint, "  - ")]
    if lines:
        yield from ("", paint(title, bold=True), *lines)


def _paragraph(text: str, paint: Paint, mark: str = "") -> Iterator[str]:
    """Give a text in lines, with the names in it colored."""
    wrapped = textwrap.wrap(
        printable(text),
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in wrapped:
        yield _NAME.sub(lambda match: paint(match[0], Color.CYAN), line)
