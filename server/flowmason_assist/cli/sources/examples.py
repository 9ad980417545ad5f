"""Labeled examples for `edge`, from JSON Lines."""

import json
from pathlib import Path

from flowmason_assist.assist.edge.examples import Example
from flowmason_assist.assist.edge.texts import text_of
from flowmason_assist.cli.checking.text_file import read_file
from flowmason_assist.errors import InputError


def read_examples(file: Path) -> list[Example]:
    """Give the examples of a file; a text may be any JSON value, as a payload may."""
    lines = enumerate(read_file(file, str(file)).removeprefix("\ufeff").splitlines(), 1)
    found = [_example(line, f'line {number} of "{file}"') for number, line in lines if line.strip()]
    if not found:
        raise InputError(f'"{file}" has no examples')
    return found


def _example(line: str, place: str) -> Example:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}") from None
    match value:
        case {"label": str(label), "text": text} if label:
            return Example(label, text_of(text))
    raise InputError(f'{place} must be like {{"label": "billing", "text": "the invoice is wrong"}}')
