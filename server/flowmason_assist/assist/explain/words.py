"""Values and templates of a pipeline in plain words."""

import json
from collections.abc import Iterable, Sequence

from flowmason_assist.expr.escapes import decode
from flowmason_assist.expr.scanner import scan
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.printable import printable

_LONGEST = 90
_LONGEST_WORD = 24  # What is longer, or in a script without blanks, is cut inside.
_MOST_LISTED = 3


def path_words(names: Sequence[str]) -> str:
    """Say what a template reads: the "content" of "draft"."""
    match names:
        case ("input",):
            return "all inputs"
        case ("input", name):
            return f"the input {quoted(name)}"
        case ("input", name, *rest):
            return f"{_rest(rest)} of the input {quoted(name)}"
        case ("upstream",):
            return "the outputs of all earlier stages"
        case ("upstream", stage):
            return f"all outputs of {quoted(stage)}"
        case ("upstream", stage, *rest):
            return f"{_rest(rest)} of {quoted(stage)}"
        case ("env", name):
            return f"the environment variable {quoted(name)}"
        case ("context", name):
            return f"the current {quoted(name)}"
        case ("context", name, *rest):
            return f"{_rest(rest)} of the current {quoted(name)}"
    return quoted("{{" + ".".join(names) + "}}")


def value_words(node: Node, source: str) -> str:
    """Say a value: a template as what it reads, text in quotes, a long value shortened."""
    match node.kind:
        case NodeKind.STRING:
            return _text_words(node, source)
        case NodeKind.ARRAY:
            return listed([value_words(each, source) for each in node.items], "an empty list")
        case NodeKind.OBJECT:
            names = [quoted(member.name) for member in node.members]
            return f"an object with {listed(names)}" if names else "an empty object"
        case NodeKind.MISSING:
            return "nothing"
        case _:
            return json.dumps(node.value)


def quoted(text: str) -> str:
    """Give a text from the file in quotes, on one line and not too long."""
    inside = shortened(text).replace('"', "'")
    return f'"{inside}"'


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Give a text on one line, of a long one the beginning."""
    shown = printable(" ".join(text.split()))
    if len(shown) <= longest:
        return shown
    cut = shown[: longest - 1]
    words, _, rest = cut.rpartition(" ")
    kept = words if words and len(rest) < _LONGEST_WORD else cut
    return kept.rstrip(" ,;:") + "…"


def clipped(words: str, longest: int) -> str:
    """Give our own words, of many the beginning, with quotes that are closed."""
    shown = shortened(words, longest)
    return f'{shown}"' if shown.count('"') % 2 else shown


def listed(items: Sequence[str], none: str = "nothing", most: int = _MOST_LISTED) -> str:
    """Join items: "a", "a and b", "a, b and c", "a, b, c and 4 more"."""
    if not items:
        return none
    shown, left = list(items[:most]), len(items) - most
    if left > 0:
        return f"{', '.join(shown)} and {left} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if shown[1:] else shown[0]


def counted(count: int, noun: str) -> str:
    """Give a number with its noun: 1 stage, 3 stages."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _text_words(node: Node, source: str) -> str:
    templates = scan(decode(source[node.start : node.end])).templates
    if len(templates) == 1 and templates[0].whole:
        return path_words([segment.name for segment in templates[0].segments])
    return quoted(node.value)


def _rest(names: Iterable[str]) -> str:
    return f"the {quoted('.'.join(names))}"
