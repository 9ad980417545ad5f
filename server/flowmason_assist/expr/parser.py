"""
What the inside of a template was meant to be, whatever language its author had in mind.

Only the text is read: whether a stage or a key exists is somebody else's question.
"""

import re
from typing import NamedTuple

from flowmason_assist.expr.nodes import Form, Template, TroubleKind
from flowmason_assist.text.span import Span

ROOTS = ("input", "upstream", "env", "context")

Found = tuple[TroubleKind, Span]


class Intent(NamedTuple):
    """
    The reference that a template begins with, in the words of the engine.

    `names` follow the root; `rest` is the text after them that no template can hold.
    The root is a guess for a bare name (`input`) and for a path from an unknown name
    (`upstream`).
    """

    root: str
    names: tuple[str, ...]
    rest: str

    @property
    def path(self) -> str:
        """The portable path, to stand between `{{` and `}}`."""
        return ".".join((self.root, *self.names))


def read(path: str) -> tuple[Form, Found | None]:
    """
    Classify the inside of a template, already stripped.

    The second part is the first thing that is no plain dotted path, with its place in `path`.
    """
    if _PLAIN.fullmatch(path):
        return _form_of(path.split(".")), None
    if not path:
        return Form.EMPTY, (TroubleKind.EMPTY, Span(0, 0))
    first, names, _ = _head(path)
    if names:
        return _form_of(names), first
    is_block = first is not None and first[0] is TroubleKind.BLOCK
    return Form.BLOCK if is_block else Form.EXPRESSION, first


def intent(template: Template) -> Intent | None:
    """Give the portable reference that a template was meant to begin with, or None."""
    return intent_of(template.path_text)


def intent_of(path: str) -> Intent | None:
    """Give the portable reference that the inside of a template, stripped, was meant to be."""
    _, names, rest_start = _head(path)
    if not names:
        return None
    root, *after = _translate(names)
    return Intent(root, tuple(after), path[rest_start:])


_LITERAL_NAMES = r"true|false|null|none"
_BLOCK_NAMES = r"else|end|endif|endfor|endeach"
_WORD_OPERATORS = r"or|and|not|in|is|if|else"

_PLAIN = re.compile(
    rf"(?!(?i:{_LITERAL_NAMES}|{_BLOCK_NAMES})\Z)"
    r"(?!\d)[\w-]++(?:\.(?!\d+(?:\.|\Z))[\w-]++)*+"
)
# Every alternative starts where a run of its characters starts, so that time stays linear.
_TROUBLE = re.compile(
    rf"(?P<block>\A(?:[#/^>!&%~-]|(?i:{_BLOCK_NAMES})\Z))"
    r"|(?P<opening>\{\{)"
    r"|(?P<brace>\{)"
    rf"|(?P<literal>\A(?:-?\d[\d.]*|(?i:{_LITERAL_NAMES}))\Z|\"[^\"]*\"?|(?<!\w)'[^']*'?|`[^`]*`?)"
    r"|(?P<quoted_key>\[\s*(?:\"[^\".]*\"|'[^'.]*')\s*\])"
    r"|(?P<index>\[[^\]]*\]?)"
    r"|(?P<call>(?<![\w-])[^\W\d][\w-]*+\s*\(|\()"
    r"|(?P<operator>\|\||&&|\?\?|[=!<>]=*|[+*/%&~^?,;]|:-|(?<!\S)[-:]|[-:](?!\S)"
    rf"|(?<!\S)(?:{_WORD_OPERATORS})(?!\S))"
    r"|(?P<filter>\|)"
    r"|(?P<number>(?<=\.)\d+(?=\s|[.\[|]|\Z))"
    r"|(?P<spaced_dot>(?<!\s)\s+\.\s*|\.\s+)"
    r"|(?P<empty_segment>\A\.|\.(?=\.)|\.\Z)"
    r"|(?P<symbol>(?:\A|(?<=\.))[$@])"
)
_SKIPPED = frozenset(
    {TroubleKind.QUOTED_KEY, TroubleKind.SPACED_DOT, TroubleKind.EMPTY_SEGMENT, TroubleKind.SYMBOL}
)
_LEADING = re.compile(r"[{$@.\s]*")
_KEY = re.compile(r"\[\s*(?P<quote>[\"'])(?P<quoted>[^\"']*)(?P=quote)\s*\]|(?P<plain>[^.\[\]]+)")
_FIRST_INDEX = 2  # No number before the third segment can be meant as a list index.


def _head(path: str) -> tuple[Found | None, list[str], int]:
    """Give the first trouble, the names before anything incomprehensible, and where they end."""
    leading = _LEADING.match(path)
    start = leading.end() if leading else 0
    first: Found | None = None
    stop = len(path)
    for match in _TROUBLE.finditer(path):
        kind = TroubleKind(match.lastgroup or "")
        if kind is TroubleKind.NUMBER and path.count(".", 0, match.start()) < _FIRST_INDEX:
            continue
        first = first or (kind, Span(*match.span()))
        if kind not in _SKIPPED and match.end() > start:
            stop = match.start()
            break
    opening = path.find("{{")
    if opening >= 0:
        first = (TroubleKind.OPENING, Span(opening, opening + 2))
    head = path[start:stop].rstrip(" \t\r\n.")
    names = [(key["quoted"] or key["plain"] or "").strip() for key in _KEY.finditer(head)]
    return first, [name for name in names if name], start + len(head)


_LOOP_NAMES = frozenset({"item", "index", "loop_item", "loop_index", "this"})
_ALIASES = {
    "inputs": "input",
    "params": "input",
    "parameters": "input",
    "args": "input",
    "arguments": "input",
    "steps": "upstream",
    "nodes": "upstream",
    "tasks": "upstream",
    "jobs": "upstream",
    "outputs": "upstream",
    "vars": "context",
    "ctx": "context",
    "environment": "env",
}
_TRANSLATIONS = {
    **{root: root for root in ROOTS},
    **_ALIASES,
    "stages": "upstream",
    "variables": "context",
    "secrets": "env",
}
_ROOT_FORMS = {
    **dict.fromkeys(ROOTS, Form.WRONG_CASE),
    **dict.fromkeys(_ALIASES, Form.ALIAS),
    "stages": Form.STAGES,
    "variables": Form.VARIABLES,
    "secrets": Form.SECRETS,
}
_OUTPUT = slice(2, 3)  # Where `output` stands in a path such as upstream.X.output.F.


def _form_of(names: list[str]) -> Form:
    root = names[0]
    has_output = names[_OUTPUT] == ["output"]
    if root in ROOTS:
        return Form.UPSTREAM_OUTPUT if has_output and root == "upstream" else Form.PORTABLE
    form = _ROOT_FORMS.get(root.lower())
    if form is not None:
        return Form.STAGES_OUTPUT if has_output and form is Form.STAGES else form
    if root in _LOOP_NAMES:
        return Form.LOOP
    if names[1:2] == ["output"]:
        return Form.STAGE_OUTPUT
    return Form.NAME if len(names) == 1 else Form.PATH


def _translate(names: list[str]) -> list[str]:
    root = names[0]
    match _form_of(names):
        case Form.LOOP:
            translated = ["context", "item" if root == "this" else root, *names[1:]]
        case Form.NAME:
            translated = ["input", *names]
        case Form.STAGE_OUTPUT | Form.PATH:
            translated = ["upstream", *names]
        case _:
            translated = [_TRANSLATIONS[root.lower()], *names[1:]]
    if translated[0] == "upstream" and translated[_OUTPUT] == ["output"]:
        del translated[_OUTPUT]
    return translated
