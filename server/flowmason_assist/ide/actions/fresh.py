"""New stages and other new JSON, written so that it fits into a file, and checked in advance."""

import json
import re
from collections import Counter
from collections.abc import Container, Iterable

from flowmason_assist.ide.formatting import layout_of
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.edits import add_member
from flowmason_assist.lint.rule import Severity
from flowmason_assist.syntax.document import StageText
from flowmason_assist.syntax.layout import Layout, lay_out
from flowmason_assist.syntax.parse import parse
from flowmason_assist.text.edit import Edit, apply
from flowmason_assist.text.span import Span

_GAP = re.compile(r"(?:\r\n|\n|\r)[ \t]*\Z")
_GRAVE = (Severity.ERROR, Severity.WARNING)


def insert_before(snapshot: Snapshot, stage: StageText, value: dict[str, object]) -> Edit:
    """Add a stage before another one, laid out like it."""
    gap = _gap(snapshot.text, stage.start)
    written = _stage(snapshot, stage, value, gap)
    return Edit(Span(stage.start, stage.start), f"{written},{gap or ' '}")


def insert_after(snapshot: Snapshot, stage: StageText, value: dict[str, object]) -> Edit:
    """Add a stage behind another one, laid out like it."""
    gap = _gap(snapshot.text, stage.start)
    written = _stage(snapshot, stage, value, gap)
    return Edit(Span(stage.span.end, stage.span.end), f",{gap or ' '}{written}")


def written(value: object, layout: Layout, margin: str) -> str:
    """Give a value as JSON text that starts on a line with an indentation."""
    text = json.dumps(value, ensure_ascii=False)
    return lay_out(text, parse(text).root, layout, margin)


def free_name(wanted: str, taken: Container[str]) -> str:
    """Give a name that is not taken yet, as close to the wanted one as can be."""
    names = (wanted, *(f"{wanted}_{number}" for number in range(2, 10_000)))
    return next(name for name in names if name not in taken)


def keep_output(snapshot: Snapshot) -> tuple[Edit, ...] | None:
    """
    Say whose output the run returns, where nothing says so: adding a stage must not change it.

    None where that is not clear even now.
    """
    facts = snapshot.facts
    root = facts.pipeline.root
    if root.get("output_stage_id") is not None:
        return ()
    awaited = {text.value for each in facts.stages for text in each.stage.depends_on}
    last = [stage_id for stage_id in facts.flow.stages if stage_id not in awaited]
    if len(last) != 1:
        return None
    value = json.dumps(last[0], ensure_ascii=False)
    return (add_member(snapshot.text, root, "output_stage_id", value),)


def lints_as_well(snapshot: Snapshot, edits: Iterable[Edit]) -> bool:
    """Tell whether a file has no new errors or warnings after some edits."""
    text = apply(snapshot.text, edits)
    settings = snapshot.linted.settings
    after = make_snapshot(snapshot.path, text, 0, snapshot.catalogue, settings, snapshot)
    return not _grave(after) - _grave(snapshot)


def _grave(snapshot: Snapshot) -> Counter[tuple[str, str]]:
    return Counter(
        (each.code, each.message) for each in snapshot.findings if each.severity in _GRAVE
    )


def _gap(text: str, start: int) -> str:
    """Give the line end and the indentation before a stage, empty where it starts no line."""
    found = _GAP.search(text, max(0, start - 1_000), start)
    return found[0] if found else ""


def _stage(snapshot: Snapshot, model: StageText, value: dict[str, object], gap: str) -> str:
    if not gap or not any(each in model.text for each in "\r\n"):
        return json.dumps(value, ensure_ascii=False)
    layout = layout_of(snapshot)
    stage = Layout(
        indent=layout.indent,
        line_end=layout.line_end,
        expanded=lambda path: path in ((), ("config",)),
    )
    return written(value, stage, gap.lstrip("\r\n"))
