"""Objects as snippets, laid out like the text around them."""

from collections.abc import Sequence

from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.completion.item import literal


def laid_out(pairs: Sequence[tuple[str, str]], unit: str | None) -> str:
    """
    Give an object of keys and snippets; each line is indented by `unit`, None means one line.

    Editors add the indentation of the line at which the snippet is inserted.
    """
    if not pairs:
        return "{}"
    written = [f'"{literal(encode(name))}": {value}' for name, value in pairs]
    if unit is None:
        return "{ " + ", ".join(written) + " }"
    lines = ",\n".join(_indented(each, unit) for each in written)
    return f"{{\n{lines}\n}}"


def _indented(text: str, unit: str) -> str:
    return "\n".join(f"{unit}{line}" for line in text.split("\n"))
