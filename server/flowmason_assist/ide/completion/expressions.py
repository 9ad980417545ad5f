"""The inside of expressions: Python conditions, JMESPath, and plain data paths."""

import re
from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.outputs import follow
from flowmason_assist.catalogue.component import Input, Role
from flowmason_assist.catalogue.types import ANY, Type
from flowmason_assist.expr.engine_names import FUNCTIONS
from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.completion.config import parameter_input
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.ide.variables import path_source, seen_variables
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_PYTHON_KEY = re.compile(r"([^\W\d]\w*)((?:\[['\"][^'\"]*['\"]\])*)\[['\"]([^'\"]*)\Z")
_PYTHON_MEMBER = re.compile(r"([^\W\d]\w*)((?:\[['\"][^'\"]*['\"]\])*)\.(\w*)\Z")
_QUOTED = re.compile(r"['\"]([^'\"]*)['\"]")
_WORD = re.compile(r"\w*\Z")
_PATH = re.compile(r"(?:[\w@\[][\w.\[\]*@:?`'= -]*[.\]])?\w*\Z")
_STEP = re.compile(r"(\[[^\]]*\])|([^.\[\]]+)")
_IN_QUOTES = re.compile(r"'[^']*\Z|`[^`]*\Z")
_KEYWORDS = ("and", "or", "not", "in", "is", "if", "else", "True", "False", "None")
_METHODS: Mapping[str, type] = {"str": str, "list": list, "dict": dict, "object": dict}


def expression_items(site: Site) -> Iterator[Item] | None:
    """Give what may stand at the cursor of an expression; None when it stands in none."""
    known = parameter_input(site)
    if known is None or not site.in_string:
        return None
    match known.role:
        case Role.EXPRESSION:
            return _python(site, known)
        case Role.JMESPATH:
            return _path(site, with_functions=True)
        case Role.DATA_PATH | Role.PATH_MAP:
            return _path(site, with_functions=False)
        case _:
            return None


def _python(site: Site, known: Input) -> Iterator[Item]:
    variables = seen_variables(site.snapshot, site.stage_index or 0, known)
    prefix = site.prefix
    if key := _PYTHON_KEY.search(prefix):
        for name, kind in _fields(_keyed(variables.get(key[1], ANY), key[2])):
            yield _item(site, name, key[3], ItemKind.FIELD, type_words(kind))
    elif member := _PYTHON_MEMBER.search(prefix):
        for name in _methods(_keyed(variables.get(member[1], ANY), member[2])):
            yield _call(site, name, member[3], "method")
    else:
        yield from _words(site, variables)


def _words(site: Site, variables: Mapping[str, Type]) -> Iterator[Item]:
    match = _WORD.search(site.prefix)
    typed = match[0] if match else ""
    for name, kind in variables.items():
        yield _item(site, name, typed, ItemKind.VARIABLE, type_words(kind), Rank.BEST)
        for field, inner in _fields(kind):
            path = f"{name}['{field}']"
            yield _item(site, path, typed, ItemKind.FIELD, type_words(inner), Rank.GOOD)
    for name in sorted(FUNCTIONS):
        yield _call(site, name, typed, "function")
    for name in _KEYWORDS:
        yield _item(site, name, typed, ItemKind.VALUE, "", Rank.FAR)


def _path(site: Site, *, with_functions: bool) -> Iterator[Item]:
    if _IN_QUOTES.search(site.prefix):
        return
    match = _PATH.search(site.prefix)
    path = match[0] if match else ""
    head, typed = path[: _head_end(path)], path[_head_end(path) :]
    for name, kind in _fields(_walked(path_source(site.snapshot, site.stage_index or 0), head)):
        shown = name if name.isidentifier() or not with_functions else f'"{name}"'
        yield _item(site, shown, typed, ItemKind.FIELD, type_words(kind), Rank.GOOD)
    if with_functions and not head:
        from jmespath.functions import Functions

        for name in sorted(Functions.FUNCTION_TABLE):
            yield _call(site, name, typed, "function")


def _head_end(path: str) -> int:
    return max(path.rfind("."), path.rfind("]"), path.rfind("@")) + 1


def _walked(start: Type, path: str) -> Type:
    """Give the type of what a path leads to; a projection gives the type of an item."""
    current = start.required
    for index, name in _STEP.findall(path):
        if index:
            current = current.args[0].required if current.name == "list" and current.args else ANY
        elif name != "@":
            found = follow(current, [name], 0)
            current = found.required if isinstance(found, Type) else ANY
    return current


def _keyed(start: Type, keys: str) -> Type:
    found = follow(start, _QUOTED.findall(keys), 0)
    return found if isinstance(found, Type) else ANY


def _fields(kind: Type) -> tuple[tuple[str, Type], ...]:
    return kind.required.fields


def _methods(kind: Type) -> list[str]:
    known = _METHODS.get(kind.required.name)
    owners = [known] if known else [dict, list, str] if kind.name == "any" else []
    return sorted({name for owner in owners for name in dir(owner) if not name.startswith("_")})


def _call(site: Site, name: str, typed: str, detail: str) -> Item:
    span = Span(site.offset - len(typed), site.offset)
    edit = Edit(span, name)
    snippet = Edit(span, f"{name}($1)")
    return Item(name, ItemKind.FUNCTION, edit, detail, Rank.PLAIN, snippet)


def _item(
    site: Site, name: str, typed: str, kind: ItemKind, detail: str, rank: Rank = Rank.GOOD
) -> Item:
    edit = Edit(Span(site.offset - len(typed), site.offset), encode(name))
    return Item(name, kind, edit, detail, rank)
