"""Places for people, a line each, or for programs."""

import json
from collections.abc import Iterable

from flowmason_assist.cli.finding.search import Usage
from flowmason_assist.cli.output.text import write_document, write_text
from flowmason_assist.text.printable import printable

_WIDTH = 100


def show(usages: Iterable[Usage], *, is_json: bool) -> None:
    """Print the places."""
    if is_json:
        described = [_described(each) for each in usages]
        write_document(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    else:
        write_text("".join(map(_line, usages)))


def _described(usage: Usage) -> dict[str, object]:
    mention = usage.found.mention
    return {
        "file": usage.file,
        "kind": str(mention.kind),
        "role": str(mention.role),
        "text": usage.text,
        "in": mention.holder,
        "of": mention.owner,
        "range": usage.range.to_json(),
    }


def _line(usage: Usage) -> str:
    mention, start = usage.found.mention, usage.range.start
    where = f" in {mention.holder}" if mention.holder else ""
    owner = f" of {mention.owner}" if mention.owner and mention.owner != mention.name else ""
    shown = printable(" ".join(usage.text.split()))
    shown = shown if len(shown) <= _WIDTH else f"{shown[: _WIDTH - 1]}…"
    words = printable(f"{usage.file}:{start.line}:{start.column}: {mention.role}{where}{owner}")
    return f"{words}: {shown}\n"
