"""The fields that a JMESPath expression reads of its data."""

from collections.abc import Iterator, Mapping
from typing import Any

ELEMENT = "*"  # Stands in a path for any item of a list.
PROJECTIONS = frozenset({"projection", "filter_projection", "flatten"})


def expression_paths(expression: str) -> Iterator[list[str]]:
    """Paths that an expression reads, nothing for one that JMESPath refuses."""
    try:
        import jmespath

        tree = jmespath.compile(expression).parsed
    except (ImportError, ValueError):
        return
    yield from _paths(tree, [])


def _paths(node: Mapping[str, Any], start: list[str]) -> Iterator[list[str]]:
    reached = _reached(node, start)
    if reached is not None:
        yield reached
        return
    # The children of a slice are numbers, not nodes.
    children = [child for child in node["children"] if isinstance(child, dict)]
    kind = node["type"]
    if kind in PROJECTIONS or kind == "subexpression":
        holder = _reached(children[0], start)
        yield from _paths(children[0], start)
        below = holder or start
        if kind in PROJECTIONS:
            below = [*below, ELEMENT] if below[-1:] != [ELEMENT] else below
        for child in children[1:]:
            yield from _paths(child, below)
    else:
        for child in children:
            yield from _paths(child, start)


def _reached(node: Mapping[str, Any], start: list[str]) -> list[str] | None:
    """Where a plain path ends, None for anything else."""
    match node["type"]:
        case "field":
            return [*start, node["value"]]
        case "identity" | "current":
            return start
        case "flatten":
            inner = _reached(node["children"][0], start)
            return None if inner is None else [*inner, ELEMENT]
        case "subexpression":
            current: list[str] | None = start
            for child in node["children"]:
                current = _reached(child, current) if current is not None else None
            return current
    return None
