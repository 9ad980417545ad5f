"""Replacements in a text, and how several of them are applied together."""

from collections.abc import Iterable
from dataclasses import dataclass

from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace what `span` covers by `new_text`; an empty span inserts."""

    span: Span
    new_text: str

    def shifted(self, by: int) -> "Edit":
        """Give the same edit in a text that starts `by` code points earlier."""
        return Edit(self.span.shifted(by), self.new_text)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """
    Give the text after all edits, whose spans refer to the text before them.

    The edits must not overlap; insertions at one place keep their order.
    """
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts.append(text[position : edit.span.start])
        parts.append(edit.new_text)
        position = edit.span.end
    parts.append(text[position:])
    return "".join(parts)


def overlap(first: Edit, second: Edit) -> bool:
    """
    Tell whether two edits cannot be applied together.

    Two insertions at one place count as overlapping: their order would decide the result.
    """
    if first.span == second.span:
        return True
    return first.span.start < second.span.end and second.span.start < first.span.end
