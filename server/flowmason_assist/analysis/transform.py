"""
What a json_transform stage makes of its data, as far as types tell.

Learned from the component: an expression comes before a mapping, a mapping before flattening;
a path that leads nowhere gives null; text is parsed as JSON first, so that it may become anything.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flowmason_assist.analysis.inputs import shared_type
from flowmason_assist.catalogue.types import ANY, BOOL, DICT, FLOAT, INT, NULL, STR, Type

_NUMBER = Type("union", (INT, FLOAT))
_STEP = re.compile(r"\[(-?\d+)\]|([^.\[\]]+)")
_FUNCTIONS: Mapping[str, Type] = {
    "length": INT,
    "to_string": STR,
    "join": STR,
    "type": STR,
    "contains": BOOL,
    "starts_with": BOOL,
    "ends_with": BOOL,
    "sum": _NUMBER,
    "ceil": _NUMBER,
    "floor": _NUMBER,
    "abs": _NUMBER,
    "keys": Type("list", (STR,)),
    "values": Type("list", (ANY,)),
    "to_array": Type("list", (ANY,)),
    "map": Type("list", (ANY,)),
}
_SAME = frozenset({"sort", "sort_by", "reverse"})


def mapped(data: Type, mapping: Mapping[str, object]) -> Type:
    """Give the type of a mapping's result: its keys, each with what its path leads to."""
    fields = tuple(
        (name, _at_path(data, path) if isinstance(path, str) else ANY)
        for name, path in mapping.items()
    )
    return Type("object", fields=fields, closed=True)


def evaluated(data: Type, expression: str) -> Type:
    """Give the type of a JMESPath expression's result, any where it cannot be known."""
    import jmespath

    try:
        tree = jmespath.compile(expression).parsed
    except ValueError:  # Every error of the library is one.
        return ANY
    return _node(tree, data)


def _at_path(data: Type, path: str) -> Type:
    current = _parsed(data)
    for index, name in _STEP.findall(path):
        current = _item(current) if index else _field(current, name)
    return current


def _parsed(data: Type) -> Type:
    """Give the data as the component sees it: text may hold JSON."""
    return ANY if data.name in ("str", "literal") else data


def _field(kind: Type, name: str) -> Type:
    match kind.name:
        case "object":
            known = kind.field(name)
            return known if known is not None else NULL if kind.closed else ANY
        case "any" | "union" | "dict":
            return ANY
        case _:
            return NULL


def _item(kind: Type) -> Type:
    # An index may lie behind the end, so that null is possible; what is certain is the rest.
    return ANY if kind.name in ("any", "union", "list") else NULL


def _elements(kind: Type) -> Type | None:
    """Give the type of a list's items, None for what is certainly no list."""
    if kind.name == "list":
        return kind.args[0] if kind.args else ANY
    return ANY if kind.name in ("any", "union") else None


def _node(node: Mapping[str, Any], data: Type) -> Type:
    writer = _NODES.get(node["type"])
    return writer(node, _parsed(data)) if writer else ANY


def _chain(node: Mapping[str, Any], data: Type) -> Type:
    for child in node["children"]:
        data = _node(child, data)
    return data


def _projection(node: Mapping[str, Any], data: Type) -> Type:
    holder, element = node["children"][:2]
    item = _elements(_node(holder, data))
    if item is None:
        return NULL
    return Type("list", (_node(element, item),))


def _flatten(node: Mapping[str, Any], data: Type) -> Type:
    item = _elements(_node(node["children"][0], data))
    if item is None:
        return NULL
    inner = _elements(item)
    return Type("list", (item if inner is None else ANY,))


def _literal(node: Mapping[str, Any], _data: Type) -> Type:
    value = node["value"]
    for kind, of in ((bool, BOOL), (int, INT), (float, FLOAT), (str, STR), (dict, DICT)):
        if isinstance(value, kind):
            return of
    return NULL if value is None else Type("list", (ANY,))


def _hash(node: Mapping[str, Any], data: Type) -> Type:
    if data.name == "null":
        return NULL
    fields = tuple((each["value"], _node(each["children"][0], data)) for each in node["children"])
    return Type("object", fields=fields, closed=True)


def _list(node: Mapping[str, Any], data: Type) -> Type:
    if data.name == "null":
        return NULL
    return Type("list", (shared_type([_node(each, data) for each in node["children"]]),))


def _call(node: Mapping[str, Any], data: Type) -> Type:
    name = node["value"]
    if name in _SAME and node["children"]:
        return _node(node["children"][0], data)
    return _FUNCTIONS.get(name, ANY)


def _same_of_all(node: Mapping[str, Any], data: Type) -> Type:
    return shared_type(list(_kinds(node, data)))


def _kinds(node: Mapping[str, Any], data: Type) -> Iterator[Type]:
    for child in node["children"]:
        yield _node(child, data)


_NODES: Mapping[str, Callable[[Mapping[str, Any], Type], Type]] = {
    "field": lambda node, data: _field(data, node["value"]),
    "identity": lambda _node, data: data,
    "current": lambda _node, data: data,
    "index": lambda _node, data: _item(data),
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _chain,
    "projection": _projection,
    "filter_projection": _projection,
    "flatten": _flatten,
    "literal": _literal,
    "multi_select_dict": _hash,
    "multi_select_list": _list,
    "function_expression": _call,
    "comparator": lambda _node, _data: Type("union", (BOOL, NULL)),
    "not_expression": lambda _node, _data: BOOL,
    "or_expression": _same_of_all,
}
