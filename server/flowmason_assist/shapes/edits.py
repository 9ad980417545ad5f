"""Edits as CONTRACT describes them."""

from collections.abc import Iterable
from typing import Any

from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.line_index import LineIndex


def edits_to_json(edits: Iterable[Edit], lines: LineIndex) -> list[dict[str, Any]]:
    """Give edits with their ranges in lines and columns."""
    return [
        {"range": range_of(lines, edit.span).to_json(), "new_text": edit.new_text} for edit in edits
    ]
