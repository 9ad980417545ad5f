"""Lists of objects in settings, in words: what each of them is called, or does."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flowmason_assist.assist.explain.words import listed, quoted
from flowmason_assist.syntax.tree import Node

_MOST = 4
_KINDS: Mapping[str, str] = MappingProxyType(
    {"database": "the database", "email": "the mail", "webhook": "the webhook"}
)


def destinations(node: Node) -> str:
    """Say where results are sent: the webhook "crm" and the mail "sales"."""
    return listed([_destination(each) for each in node.items], most=_MOST)


def _aggregations(node: Node) -> str:
    return listed([_aggregation(each) for each in node.items], most=_MOST)


def _destination(node: Node) -> str:
    name = _text(node, "name") or _text(node, "id")
    kind = _KINDS.get(_text(node, "type"), "the destination")
    return f"{kind} {quoted(name)}" if name else kind


def _aggregation(node: Node) -> str:
    function, column = _text(node, "function") or "a value", _text(node, "column")
    return f"the {function} of {quoted(column)}" if column else f"the {function}"


def _text(node: Node, name: str) -> str:
    value = node.get(name)
    return (value.text or "") if value is not None else ""


ITEMS: Mapping[str, Callable[[Node], str]] = MappingProxyType(
    {"aggregations": _aggregations, "destinations": destinations}
)
