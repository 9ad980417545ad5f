"""Reading and writing the catalogue's files, the same bytes every time."""

import json
from pathlib import Path
from typing import Any

Json = Any

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"
COMPONENTS = SCHEMAS / "components"

WIDTH = 100


def read(path: Path) -> Json:
    """The JSON in a file, or an empty object where there is no file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def text_of(document: Json) -> str:
    """The text that a document is written as: what fits on a line stays on one."""
    return _text(document, indent=0, before=0) + "\n"


def _text(value: Json, *, indent: int, before: int) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or before + len(flat) < WIDTH - 1:
        return flat
    inner = indent + 2
    if isinstance(value, list):
        lines = [_text(item, indent=inner, before=inner) for item in value]
    else:
        keys = [json.dumps(key, ensure_ascii=False) + ": " for key in value]
        lines = [
            key + _text(item, indent=inner, before=inner + len(key))
            for key, item in zip(keys, value.values(), strict=True)
        ]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    pad = "\n" + " " * inner
    body = f",{pad}".join(lines)
    return f"{opening}{pad}{body}\n{' ' * indent}{closing}"
