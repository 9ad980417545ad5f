"""Runs fixtures of names: what a cursor names, and every place that names the same."""

from collections.abc import Iterator

from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.names import Use, name_at, occurrences
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give the kind of the name and the name, then a line for each place."""
    name = name_at(locate(asked.snapshot, asked.offset))
    if name is None:
        yield "(nothing)"
        return
    owner = f" of {name.owner}" if name.owner else ""
    yield f"{name.kind.value} {name.text}{owner}"
    for each in occurrences(asked.snapshot, name):
        line, column = asked.snapshot.lines.position(each.span.start)
        shown = each.span.of(asked.snapshot.text)
        mark = " *" if each.use is Use.DEFINITION else ""
        yield f"line {line + 1}, column {column + 1}: {each.use.value} {shown}{mark}"
