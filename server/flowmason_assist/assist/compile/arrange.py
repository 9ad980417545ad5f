"""
Steps moved into an order that the engine honors.

It runs the stages of a try block one after the other and looks at no decision among them, so no
controller may stand there; those in loops are taken apart later (see `loops`).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from flowmason_assist.assist.compile.node import Branch, Node, with_branches
from flowmason_assist.assist.plan.plan import TESTS, Reference, Values

Nodes = tuple[Node, ...]


def arrange(nodes: Nodes) -> Nodes:
    """Give steps of which no try block holds a controller, and no `return` a condition."""
    return tuple(arranged for node in nodes for arranged in _arranged(node))


def _arranged(node: Node) -> Iterator[Node]:
    branches = tuple(replace(each, nodes=arrange(each.nodes)) for each in node.branches)
    node = replace(node, branches=branches)
    match node.component:
        case "return" if any(test in node.settings for test in TESTS):
            ending = replace(node, settings={})
            yield Node(0, "conditional", node.settings, (Branch("then", None, (ending,)),))
        case "trycatch":
            yield from _protected(node)
        case _:
            yield node


def _protected(node: Node) -> Iterator[Node]:
    """Give a try block that holds plain steps only, and what follows from it as decisions."""
    tried, caught, after = (node.branch(name) for name in ("try", "catch", "finally"))
    first = next((at for at, each in enumerate(tried) if each.is_controller), len(tried))
    plain, rest = tried[:first], tried[first:]
    later = after if any(each.is_controller for each in after) or rest or not plain else ()
    after = () if later else after
    if not plain:
        yield from _spread(rest, caught, node.number)
    elif not any(each.is_controller for each in caught):
        yield with_branches(node, **{"try": plain, "catch": caught, "finally": after})
        if rest:
            yield _depending(node, "success", tuple(_spread(rest, caught, node.number)))
    else:
        yield with_branches(node, **{"try": plain, "finally": after})
        yield _depending(node, "caught", caught)
        if rest:
            yield _depending(node, "success", tuple(_spread(rest, caught, node.number)))
    yield from later


def _depending(node: Node, status: str, nodes: Nodes) -> Node:
    reference = Reference(origin="step", step=node.number, fields=("status",))
    settings: dict[str, Values] = {"value": (reference,), "is": (status,)}
    return Node(0, "conditional", settings, (Branch("then", None, nodes),))


def _spread(nodes: Nodes, caught: Nodes, number: int) -> Iterator[Node]:
    """Protect what controllers hold, instead of the controllers."""
    for is_controller, group in groupby(nodes, lambda node: node.is_controller):
        if not is_controller:
            yield from _protected(_try(tuple(group), caught, number))
            continue
        for node in group:
            if node.component in ("return", "trycatch"):
                yield node
                continue
            branches = tuple(
                replace(each, nodes=tuple(_protected(_try(each.nodes, caught, number))))
                for each in node.branches
            )
            yield replace(node, branches=branches)


def _try(nodes: Nodes, caught: Nodes, number: int) -> Node:
    return with_branches(Node(number, "trycatch", {}), **{"try": nodes, "catch": caught})
