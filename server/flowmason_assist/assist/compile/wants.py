"""What later steps expect of an answer, so that the prompt for it can ask for just that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from flowmason_assist.assist.compile.node import Node, references, walk
from flowmason_assist.assist.plan.plan import TESTS, Reference, Value

_COMPARED = ("is", "isnt", "has")
_MEASURED = ("gt", "ge", "lt", "le")


@dataclass(frozen=True, slots=True)
class Wants:
    """What is done with the result of a step; `labels` are the words it is compared with."""

    labels: tuple[str, ...] = ()
    is_yes_or_no: bool = False
    is_number: bool = False
    is_list: bool = False
    is_record: bool = False  # A field of it is read.
    is_several: bool = False  # Texts to choose from or to put together.


def wants_of(nodes: tuple[Node, ...]) -> Mapping[int, Wants]:
    """Give what is expected of each step, by its number."""
    found: dict[int, Wants] = {}
    fields = (each for each in references(nodes) if each.fields and each.step is not None)
    read = ((each.step or 0, Wants(is_record=True)) for each in fields)
    of_nodes = (each for node in walk(nodes) for each in _of_node(node))
    for number, wants in chain(read, of_nodes):
        if number:
            known = found.get(number, Wants())
            found[number] = Wants(
                tuple(dict.fromkeys((*known.labels, *wants.labels))),
                known.is_yes_or_no or wants.is_yes_or_no,
                known.is_number or wants.is_number,
                known.is_list or wants.is_list,
                known.is_record or wants.is_record,
                known.is_several or wants.is_several,
            )
    return found


def _of_node(node: Node) -> Iterator[tuple[int, Wants]]:
    match node.component:
        case "conditional" | "return" | "router":
            decided = _step(node.settings.get("value", ()))
            if decided is not None:
                yield decided, _decision(node)
        case "foreach" | "loop":
            looped = _step(node.settings.get("items", ()))
            if looped is not None:
                yield looped, Wants(is_list=True)
        case "selector" | "combiner":
            several = node.settings.get("candidates", node.settings.get("inputs", ()))
            single = _step(several)
            if single is not None and len(several) == 1:
                yield single, Wants(is_several=True)


def _decision(node: Node) -> Wants:
    compared = (value for test in _COMPARED for value in node.settings.get(test, ()))
    labels = tuple(value for value in compared if isinstance(value, str))
    cases = tuple(branch.label for branch in node.branches if branch.label)
    is_plain = not any(test in node.settings for test in TESTS)
    is_asked = node.component != "router" and is_plain
    return Wants(
        labels + cases,
        is_yes_or_no=is_asked or "true" in node.settings or "false" in node.settings,
        is_number=any(test in node.settings for test in _MEASURED),
    )


def _step(values: tuple[Value, ...]) -> int | None:
    first = values[0] if values else None
    return first.step if isinstance(first, Reference) and not first.fields else None
