"""A dry run in a few lines for people."""

import json
from collections.abc import Iterator

from flowmason_assist.cli.output.text import Color, Paint
from flowmason_assist.engine.result import DryRun
from flowmason_assist.text.printable import printable

_MOST_OUTPUT = 4000
_MOST_LOG_LINES = 20


def render(name: str, result: DryRun, paint: Paint) -> str:
    """Give verdict, stages and output."""
    return "".join(f"{line}\n" for line in _lines(name, result, paint))


def _lines(name: str, result: DryRun, paint: Paint) -> Iterator[str]:
    yield f"{printable(name)}, {result.reader} reader: {_verdict(result, paint)}"
    if not result.runs:
        yield f"  {printable(result.error_type or 'Error')}: {_message(result)}"
    if result.executed:
        yield f"  executed: {_names(result.executed)}"
    if result.skipped:
        yield f"  skipped: {_names(result.skipped)}"
    for stage, message in result.errors.items():
        yield f"  survived an error in {printable(stage)}: {printable(message)}"
    for note in result.notes:
        yield f"  note: {printable(note)}"
    if result.runs:
        yield "  output:"
        yield from _indented(_shown(result.output))
    if result.log.strip():
        yield "  printed by components:"
        yield from _indented("\n".join(result.log.strip().splitlines()[-_MOST_LOG_LINES:]))


def _verdict(result: DryRun, paint: Paint) -> str:
    if result.runs:
        return paint("runs", Color.GREEN, bold=True)
    if not result.loads:
        return paint("does not load", Color.RED, bold=True)
    place = f' in stage "{printable(result.failed_stage)}"' if result.failed_stage else ""
    return paint(f"fails{place}", Color.RED, bold=True)


def _message(result: DryRun) -> str:
    first, *rest = (result.error_message or "no message").strip().splitlines()
    return "\n    ".join(printable(line) for line in (first, *rest))


def _names(stages: tuple[str, ...]) -> str:
    return ", ".join(printable(stage) for stage in stages)


def _shown(output: object) -> str:
    text = json.dumps(output, indent=2, ensure_ascii=False)
    if len(text) <= _MOST_OUTPUT:
        return text
    return f"{text[:_MOST_OUTPUT]}…\n(cut; --output-format json gives all of it)"


def _indented(text: str) -> Iterator[str]:
    return (f"    {printable(line)}" for line in text.splitlines())
