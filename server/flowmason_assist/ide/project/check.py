"""What is wrong with a project file or a test file, as FlowMason's readers will find it."""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from flowmason_assist.ide.describe.schema_file import Schema, SchemaFile, type_words
from flowmason_assist.lint.edits import rename_key, replace
from flowmason_assist.lint.rule import Applicability, Finding, Fix, Severity
from flowmason_assist.syntax.pointer import render
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.span import Span

UNKNOWN_KEY = "FM901"
WRONG_VALUE = "FM902"
MISSING_KEY = "FM903"
MISSING_FILE = "FM904"

_FOREIGN = ("x-", "$", "_", "//")
_TRUTHS = frozenset(["true", "false", "yes", "no", "on", "off", "1", "0", "t", "f", "y", "n"])
_Path = tuple[str | int, ...]


def check(root: Node, schema: SchemaFile, folder: Path) -> Iterator[Finding]:
    """Give the findings of a file in a folder, in no particular order."""
    severity = Severity(schema.root["x-severity"])
    yield from _Check(schema, severity, folder).value(root, schema.root, ())


@dataclasses.dataclass(frozen=True, slots=True)
class _Check:
    """One run over a file."""

    schema: SchemaFile
    severity: Severity
    folder: Path

    def value(self, node: Node, schema: Schema, path: _Path) -> Iterator[Finding]:
        if node.kind is NodeKind.MISSING:
            return
        if not any(_is_of(node, kind) for kind in _types(schema)):
            message = f"{_name(path)} takes {_with_article(type_words(schema))}"
            yield self._finding(WRONG_VALUE, node.span, path, message)
            return
        yield from self._known_values(node, schema, path)
        yield from self._file(node, schema, path)
        if node.kind is NodeKind.OBJECT:
            yield from self._object(node, schema, path)
        items = self.schema.resolved(schema.get("items", {}))
        for index, item in enumerate(node.items):
            yield from self.value(item, items, (*path, index))

    def _object(self, node: Node, schema: Schema, path: _Path) -> Iterator[Finding]:
        known: Mapping[str, Schema] = schema.get("properties", {})
        others = schema.get("additionalProperties")
        for name in schema.get("required", ()):
            if node.member(name) is None:
                message = f'"{name}" is missing here'
                yield self._finding(MISSING_KEY, _head(node), path, message)
        yield from self._alternatives(node, schema, path)
        yield from self._needs(node, schema, path)
        for member in node.members:
            inner = known.get(member.name, others)
            if inner is not None:
                at = (*path, member.name)
                yield from self.value(member.value, self.schema.resolved(inner), at)
            elif known and not member.name.startswith(_FOREIGN):
                yield self._unknown(member, node, known, path)

    def _alternatives(self, node: Node, schema: Schema, path: _Path) -> Iterator[Finding]:
        names = schema.get("x-one-of", ())
        if names and all(node.get(name) is None for name in names):
            shown = " or ".join(f'"{name}"' for name in names)
            yield self._finding(MISSING_KEY, _head(node), path, f"{shown} is missing here")

    def _needs(self, node: Node, schema: Schema, path: _Path) -> Iterator[Finding]:
        """Report what the kind of an assertion needs and does not have."""
        kind = node.get("type")
        names: Sequence[str] = schema.get("x-needs", {}).get(kind.text, ()) if kind else ()
        if kind is not None and names and all(node.get(name) is None for name in names):
            shown = " or ".join(f'"{name}"' for name in names)
            message = f'"{kind.text}" needs {shown}; without it the assertion fails'
            yield self._finding(MISSING_KEY, kind.span, (*path, "type"), message)

    def _known_values(self, node: Node, schema: Schema, path: _Path) -> Iterator[Finding]:
        known = schema.get("enum")
        if known is None or node.value in known:
            return
        words = [str(each) for each in known if each is not None]
        close = get_close_matches(str(node.value), words, n=1, cutoff=0.6)
        hint = f'did you mean "{close[0]}"?' if close else f"there are {', '.join(words)}"
        shown = json.dumps(node.value, ensure_ascii=False)
        message = f'FlowMason knows no "{path[-1]}" {shown}; {hint}'
        fix = Fix(f'Write "{close[0]}"', (replace(node, close[0]),)) if close else None
        yield self._finding(WRONG_VALUE, node.span, path, message, fix)

    def _file(self, node: Node, schema: Schema, path: _Path) -> Iterator[Finding]:
        if not schema.get("x-file") or not node.text or not self.folder.is_absolute():
            return
        try:
            exists = (self.folder / node.text).exists()
        except (OSError, ValueError):
            exists = False
        if not exists:
            message = f'there is no file "{node.text}" beside this one'
            yield self._finding(MISSING_FILE, node.span, path, message)

    def _unknown(
        self, member: Member, holder: Node, known: Mapping[str, Schema], path: _Path
    ) -> Finding:
        free = [name for name in known if holder.member(name) is None]
        close = get_close_matches(member.name, free, n=1, cutoff=0.7)
        message = f'FlowMason reads no "{member.name}" here: it has no effect'
        fix = None
        if close:
            message = f'FlowMason reads no "{member.name}" here; did you mean "{close[0]}"?'
            fix = Fix(f'Write "{close[0]}"', (rename_key(member, close[0]),))
        found = self._finding(UNKNOWN_KEY, member.key.span, (*path, member.name), message, fix)
        return dataclasses.replace(found, severity=Severity.WARNING if close else Severity.INFO)

    def _finding(
        self, code: str, span: Span, path: _Path, message: str, fix: Fix | None = None
    ) -> Finding:
        guess = Fix(fix.title, fix.edits, Applicability.UNSAFE) if fix else None
        return Finding(code, "", self.severity, message, span, render(path), guess)


def _name(path: _Path) -> str:
    """Name a value for a message."""
    match path:
        case ():
            return "the file"
        case (*_, str(name), int(index)):
            return f'item {index + 1} of "{name}"'
        case _:
            return f'"{path[-1]}"'


def _with_article(words: str) -> str:
    return " or ".join(_ARTICLES.get(word, word) for word in words.split(" or "))


_ARTICLES = {
    "object": "an object",
    "list": "a list",
    "number": "a number",
    "whole number": "a whole number",
}


def _types(schema: Schema) -> tuple[str, ...]:
    kinds = schema.get("type", ("any",))
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


def _is_of(node: Node, kind: str) -> bool:
    """Tell whether pydantic takes a value for a type of JSON Schema."""
    value = node.value
    match kind:
        case "any":
            return True
        case "object":
            return node.kind is NodeKind.OBJECT
        case "array":
            return node.kind is NodeKind.ARRAY
        case "string":
            return node.kind is NodeKind.STRING
        case "boolean":
            is_word = isinstance(value, str) and value.lower() in _TRUTHS
            return isinstance(value, bool) or is_word or _is_flag(value)
        case "integer":
            return _is_whole(value)
        case "number":
            return isinstance(value, int | float) or _reads_as(float, value)
        case _:
            return node.kind is NodeKind.LITERAL and value is None


def _is_flag(value: object) -> bool:
    return isinstance(value, int | float) and value in (0, 1)


def _is_whole(value: object) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) or _reads_as(int, value)


def _reads_as(kind: type[int] | type[float], value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        kind(value)
    except ValueError:
        return False
    return True


def _head(node: Node) -> Span:
    """Give the place for what is missing in an object: its bracket."""
    return Span(node.start, node.start + 1)
