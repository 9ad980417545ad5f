"""Stable text for what tests compare: findings, places, trees."""

import json
from collections.abc import Iterable, Iterator

from flowmason_assist.lint.rule import Finding
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span
from tests.support.annotations import Annotation


def finding_label(finding: Finding) -> str:
    """Give the text behind the carets of a finding."""
    return f"{finding.severity} {finding.code}: {finding.message}"


def findings(text: str, found: Iterable[Finding]) -> Iterator[str]:
    """Give what a user sees of findings, places as line and column from one."""
    lines = LineIndex(text)
    for finding in found:
        yield f"{place(lines, finding.span)} {finding_label(finding)}"
        for related in finding.related:
            yield f"  see {place(lines, related.span)}: {related.message}"
        if finding.fix:
            yield f"  fix ({finding.fix.applicability}): {finding.fix.title}"


def place(lines: LineIndex, span: Span) -> str:
    """Give a range as `line:column-line:column`, the second line only if it is another."""
    (line, column), (end_line, end_column) = lines.position(span.start), lines.position(span.end)
    end = f"{end_line + 1}:{end_column + 1}" if end_line != line else f"{end_column + 1}"
    return f"{line + 1}:{column + 1}-{end}"


def tree(node: Node) -> Iterator[str]:
    """Give a JSON value, two blanks for each level; what is missing shows as such."""
    waiting = [("", "", node)]
    while waiting:
        indent, label, current = waiting.pop()
        yield f"{indent}{label}{_own_text(current)}"
        inner = indent + "  "
        children = [(inner, f"{member.name}: ", member.value) for member in current.members]
        children += [(inner, "- ", item) for item in current.items]
        waiting += reversed(children)


def _own_text(node: Node) -> str:
    match node.kind:
        case NodeKind.OBJECT:
            return "{}"
        case NodeKind.ARRAY:
            return "[]"
        case NodeKind.MISSING:
            return "(missing)"
        case _:
            return json.dumps(node.value)


def settled(written: Iterable[Annotation], found: Iterable[Annotation]) -> Iterator[Annotation]:
    """
    Give what was found, in the words of the fixture where these say the same.

    A label without a message, as `error FM203`, says the same as one with any message.
    """
    left = list(written)
    for annotation in found:
        same = [each for each in left if each.span == annotation.span and _says(each, annotation)]
        if same:
            left.remove(same[0])
        yield same[0] if same else annotation


def _says(written: Annotation, found: Annotation) -> bool:
    return written.label in (found.label, found.label.partition(": ")[0])
