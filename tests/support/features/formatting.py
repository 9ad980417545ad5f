"""
Runs formatting fixtures: the file when it is tidy.

The words behind "fixed" may be "tabs" or a number of blanks. A selection is tidied alone.
"""

from flowmason_assist.ide.formatting import format_file, format_range
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.text.edit import apply
from flowmason_assist.text.span import Span
from tests.support.runners.ide import Asked


def fixed(asked: Asked) -> str:
    """Give the tidy text, after making sure that it stays as it is when tidied again."""
    word = asked.options[0] if asked.options else "2"
    indent = "\t" if word == "tabs" else " " * int(word)
    snapshot = asked.snapshot
    if asked.offsets:
        span = Span(asked.offsets[0], asked.offsets[-1])
        return apply(snapshot.text, format_range(snapshot, span, indent))
    text = apply(snapshot.text, format_file(snapshot, indent))
    again = make_snapshot(
        snapshot.path, text, 2, snapshot.catalogue, snapshot.linted.settings, snapshot
    )
    assert format_file(again, indent) == [], "the tidy text is not tidy"
    return text
