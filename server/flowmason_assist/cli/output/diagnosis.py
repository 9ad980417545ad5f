"""The cause of an error, as JSON and for people."""

from collections.abc import Iterator

from flowmason_assist.assist.debug.diagnosis import Diagnosis, Outcome
from flowmason_assist.cli.checking.opened import Opened
from flowmason_assist.cli.output.text import Color, Paint
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.printable import printable
from flowmason_assist.text.span import Span

_AROUND = 60

_KINDS = {
    "pipeline": "the pipeline file",
    "data": "the data of this run, not the file",
    "provider": "the provider of the model, not the file",
    "network": "the network or another service, not the file",
    "engine": "FlowMason or the machine, not the file",
}
_OUTCOMES = {
    Outcome.RUNS: "tried: the pipeline runs",
    Outcome.FURTHER: "tried: the pipeline gets further, then fails for another reason",
    Outcome.UNTRIED: "not tried: there is no engine to run it in",
}


def render(found: Diagnosis, opened: Opened, paint: Paint) -> str:
    """Give the answer in a few lines."""
    return "".join(f"{line}\n" for line in _lines(found, opened, paint))


def _lines(found: Diagnosis, opened: Opened, paint: Paint) -> Iterator[str]:
    lines = LineIndex(opened.text)
    yield paint(printable(found.cause), bold=True)
    if found.span is not None:
        start = range_of(lines, found.span).start
        stage = f', stage "{printable(found.stage)}"' if found.stage else ""
        yield f"  --> {printable(opened.name)}:{start.line}:{start.column}{stage}"
        yield f"      {_quoted(opened.text, lines, found.span)}"
    yield f"  at fault: {_KINDS[found.kind]}"
    for hint in found.hints:
        yield f"  - {printable(hint)}"
    for each in found.fixes:
        color = Color.GREEN if each.outcome is Outcome.RUNS else Color.YELLOW
        yield f"  fix: {printable(each.fix.title)} ({paint(_OUTCOMES[each.outcome], color)})"
    if found.rules:
        shown = ", ".join(found.rules)
        yield f"  rules: {shown}; `flowmason-assist rule {found.rules[0]}` explains"


def _quoted(text: str, lines: LineIndex, span: Span) -> str:
    """Give the line of a place, of a long one the part around it."""
    line, column = lines.position(span.start)
    start, end = lines.line_span(line)
    first = max(0, column - _AROUND)
    shown = text[start + first : end][: 2 * _AROUND]
    return printable(shown.strip())
