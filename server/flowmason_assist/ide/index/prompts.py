"""Prompts by a part of their text, which is read from their files."""

import json

from flowmason_assist.ide.index.mention import Found
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex


def prompts_with(index: WorkspaceIndex, part: str) -> list[Found]:
    """Give the prompts that contain a text, in any case; files that changed since are left out."""
    folded = part.casefold()
    found: list[Found] = []
    path, text = None, ""
    for each in index.prompts():
        if each.path != path:
            path, text = each.path, _text(each)
        span = each.mention.span
        if folded in _decoded(text[span.start : span.end]).casefold():
            found.append(each)
    return found


def _text(found: Found) -> str:
    try:
        return found.path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _decoded(literal: str) -> str:
    try:
        decoded = json.loads(literal, strict=False)
    except ValueError:
        return ""
    return decoded if isinstance(decoded, str) else ""
