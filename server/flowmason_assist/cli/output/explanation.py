"""An explanation, as JSON and for people."""

import re
from collections.abc import Iterator
from typing import Any

from flowmason_assist.assist.explain.account import Account, StageAccount
from flowmason_assist.assist.explain.explain import Explained
from flowmason_assist.assist.explain.prose import input_prose, stage_prose
from flowmason_assist.cli.output.text import Color, Paint
from flowmason_assist.routing.route import Route
from flowmason_assist.text.printable import printable

_WIDTH = 88
_NAME = re.compile(r'"[^"]{1,200}"')


def as_json(found: Explained, route: Route, chosen: tuple[str, ...] | None) -> dict[str, Any]:
    """Give the JSON object of CONTRACT."""
    account = found.account
    return {
        "summary": found.summary,
        "inputs": [each.name for each in account.inputs],
        "output": account.output,
        "stages": [_stage(found, each) for each in _stages(account, chosen)],
        "patterns": [each.name for each in account.patterns],
        "input_uses": [
            {
                "name": each.name,
                "type": each.type,
                "required": each.is_required,
                "read_by": list(each.read_by),
                "reaches": list(each.reaches),
            }
            for each in account.inputs
        ],
        "departures": [
            {"stage": each.stage, "to": each.to, "carries": list(each.carries)}
            for each in account.departures
        ],
        "costs": list(account.costs),
        "dropped": list(found.dropped),
        "route": route.as_json(),
    }


def _stage(found: Explained, stage: StageAccount) -> dict[str, Any]:
    return {
        "id": stage.id,
        "component": stage.component,
        "does": found.sentences.get(stage.id, stage.does),
        "reads": list(stage.reads),
        "provides": list(stage.provides),
        "wave": stage.wave,
        "after": list(stage.after),
        "when": list(stage.when),
        "used_by": list(stage.used_by),
    }


def _stages(account: Account, chosen: tuple[str, ...] | None) -> list[StageAccount]:
    return [each for each in account.stages if chosen is None or each.id in chosen]


def render(found: Explained, chosen: tuple[str, ...] | None, paint: Paint) -> str:
    """Give the explanation in paragraphs."""
    return "\n".join(_lines(found, chosen, paint)) + "\n"


def _lines(found: Explained, chosen: tuple[str, ...] | None, paint: Paint) -> Iterator[str]:
    account = found.account
    if chosen is None:
        yield from _paragraph(found.summary, paint)
        yield ""
    for stage in _stages(account, chosen):
        yield from _paragraph(_told(found, stage), paint, "  - " if chosen is None else "")
    if chosen is not None:
        return
    yield from _list("Inputs", map(input_prose, account.inputs), paint)
    patterns = (f"{each.name}: {each.words}" for each in account.patterns)
    yield from _list("Patterns", patterns, paint)
    leaving = (f'"{each.stage}" sends data to {each.to}' for each in account.departures)
    yield from _list("What leaves the machine", leaving, paint)
    yield from _list("What it costs", account.costs, paint)
    if found.told_by is not None:
        yield from ("", f"Summary in the words of {found.told_by}, checked against the facts.")


def _told(found: Explained, stage: StageAccount) -> str:
    return stage_prose(found.account, stage)


def _list(title: str, items: Iterator[str] | tuple[str, ...], paint: Paint) -> Iterator[str]:
    lines = [line for item in items for line in _paragraph(item, paint, "  - ")]
    if lines:
        yield from ("", paint(title, bold=True), *lines)


def _paragraph(text: str, paint: Paint, mark: str = "") -> Iterator[str]:
    """Give a text in lines, with the names in it colored."""
    import textwrap

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
