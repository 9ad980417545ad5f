"""A pipeline laid out tidily: indentation, line lengths, and keys in FlowMason's order."""

import re
from collections.abc import Iterator, Sequence

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.layout import Layout, Path, lay_out
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node, NodeKind, Problem, ProblemKind
from flowmason_assist.text.diff import line_edits
from flowmason_assist.text.edit import Edit, apply
from flowmason_assist.text.span import Span

TOP_LEVEL_ORDER = (
    *("$schema", "id", "name", "version", "description", "author", "license", "category", "tags"),
    *("difficulty", "use_cases", "is_template", "abstract", "extends", "overrides", "compositions"),
    *("input_schema", "output_schema", "sample_input", "example_input", "stages"),
    *("output_stage_id", "output_config", "metadata", "status", "created_at", "updated_at"),
)
STAGE_ORDER = (
    *("id", "name", "description", "component_type", "component", "type", "component_package"),
    *("depends_on", "enabled", "input_mapping", "config", "llm_settings", "provider", "model"),
    *("timeout_ms", "retry_config", "on_error", "fallback_output", "metadata", "position"),
)

# What a JSON reader minds and a change of blanks does not.
_HARMLESS = frozenset(
    {
        ProblemKind.DUPLICATE_KEY,
        ProblemKind.LONE_SURROGATE,
        ProblemKind.BYTE_ORDER_MARK,
        ProblemKind.NON_FINITE_NUMBER,
    }
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_INDENT = re.compile(r"(?:\r\n|\n|\r)([ \t]+)\S")
_LINE_START = re.compile(r"[ \t]*")


def is_sound(problems: Sequence[Problem]) -> bool:
    """Tell whether a text with these problems can be edited without knowing what was meant."""
    return all(problem.kind in _HARMLESS for problem in problems)


def format_file(snapshot: Snapshot, indent: str) -> list[Edit]:
    """Give the edits that tidy a whole file; none where it is not JSON."""
    text = snapshot.text
    if not is_sound(snapshot.document.problems):
        return []
    root = parse(text).root
    body = lay_out(text, root, _layout(snapshot, indent))
    lead = "\ufeff" if text.startswith("\ufeff") else ""
    trail = line_end(text) if text[root.end :].strip(" \t") else ""
    return line_edits(text, f"{lead}{body}{trail}")


def format_range(snapshot: Snapshot, span: Span, indent: str) -> list[Edit]:
    """Give the edits that tidy the values that a range touches, each where it stands."""
    text = snapshot.text
    if not is_sound(snapshot.document.problems):
        return []
    root = parse(text).root
    if span.encloses(root.span):
        return format_file(snapshot, indent)
    layout = _layout(snapshot, indent)
    edits = [
        Edit(node.span, lay_out(text, node, layout, _margin(text, node.start), path))
        for node, path in _touched(root, span)
    ]
    return line_edits(text, apply(text, edits))


def layout_of(snapshot: Snapshot) -> Layout:
    """Give the layout in which new JSON fits into a file."""
    indent = _INDENT.search(snapshot.text)
    return _layout(snapshot, indent[1] if indent else "  ")


def line_end(text: str) -> str:
    """Give the line end that a text uses first."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _layout(snapshot: Snapshot, indent: str) -> Layout:
    root = snapshot.document.root
    is_pipeline = root.member("stages") is not None
    has_lines = _LINE_END.search(snapshot.text, root.start, root.end) is not None
    return Layout(
        indent=indent,
        line_end=line_end(snapshot.text),
        order=_order if is_pipeline else lambda _: (),
        expanded=_is_expanded if has_lines else lambda _: True,
    )


def _order(path: Path) -> Sequence[str]:
    match path:
        case ():
            return TOP_LEVEL_ORDER
        case ("stages", int()):
            return STAGE_ORDER
        case _:
            return ()


def _is_expanded(path: Path) -> bool:
    return path in ((), ("stages",)) or (len(path) == 2 and path[0] == "stages")  # noqa: PLR2004 - a stage


def _margin(text: str, start: int) -> str:
    """Give the indentation of the line in which an offset stands."""
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    blanks = _LINE_START.match(text, line_start)
    return blanks[0] if blanks else ""


def _touched(root: Node, span: Span) -> list[tuple[Node, Path]]:
    """
    Give the values to tidy for a range: of the innermost list around it, the items inside.

    An object whose keys are selected is tidied as a whole, since these have an order.
    """
    holder: Node = root
    path: Path = ()
    while True:
        inner = list(_children(holder, path))
        around = [each for each in inner if _inside(each[0].span, span)]
        if not around:
            break
        holder, path = around[0]
    touched = [each for each in inner if each[0].start < span.end and span.start < each[0].end]
    is_object = holder.kind is NodeKind.OBJECT and len(touched) > 1
    return [(holder, path)] if is_object else touched


def _inside(outer: Span, span: Span) -> bool:
    return outer.start < span.start and span.end < outer.end


def _children(holder: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    for member in holder.members:
        if member.value.kind is not NodeKind.MISSING:
            yield member.value, (*path, member.name)
    for index, item in enumerate(holder.items):
        yield item, (*path, index)
