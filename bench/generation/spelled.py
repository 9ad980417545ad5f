"""Words and numbers of a request that a pipeline must hold."""

import re
from collections.abc import Iterator, Sequence

from bench.generation.stages import Stage
from flowmason_assist.assist.compile.node import Node
from flowmason_assist.assist.plan.plan import Condition, Reference, Scalar, Value
from flowmason_assist.assist.plan.vocabulary import vocabulary

# Said in other words as well.
_TUNED = frozenset({"focus", "strategy", "criteria", "style", "audience", "persona", "copies"})
# Fixed words that stages spell in another way, or leave out since they are what happens anyway.
_OTHERWISE = {
    "bullets": ("bullet",),
    "read_csv": ("csv",),
    "pivot": ("pivot", "groupby"),
    "desc": ("desc", "ascending\nfalse"),
}
_USUAL = frozenset({"GET", "info", "asc", "custom", "inner"})
_STAGE_OF_ITS_OWN = frozenset({"output_router", "error_router", "generator"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENOUGH = 0.6  # Of the words of a task; prompts turn "write them" into "write".


def lost_literals(node: Node, stage: Stage | None, glue: Sequence[Stage]) -> list[str]:
    """
    Give what the step of a request spells and neither its stage nor what is between says.

    Steps that the compiler dissolves have no stage of their own.
    """
    said = "\n".join(each.said for each in (*((stage,) if stage else ()), *glue))
    lost = [literal for literal in _literals(node) if literal.lower() not in said]
    if (
        stage is None
        or stage.component not in _STAGE_OF_ITS_OWN
        or stage.component == node.component
    ):
        lost += [word for word in _fixed(node) if not _is_said(word, said)]
    task = " ".join(map(str, node.settings.get("task", ()))).lower()
    words = _WORD.findall(task)
    if words and sum(word in said for word in words) < _ENOUGH * len(words):
        lost.append(task)
    return lost


def _is_said(word: str, said: str) -> bool:
    return word in _USUAL or any(each in said for each in _OTHERWISE.get(word, (word.lower(),)))


def _fixed(node: Node) -> Iterator[str]:
    for name, values in node.settings.items():
        words = vocabulary()[node.component].settings[name].words
        yield from (str(value) for value in values if value in words)


def _literals(node: Node) -> Iterator[str]:
    yield from (branch.label for branch in node.branches if branch.label)
    for name, values in node.settings.items():
        words = vocabulary()[node.component].settings[name].words
        if name != "task" and name not in _TUNED:
            for value in values:
                yield from (each for each in _spelled(value) if each not in words)


def _spelled(value: Value | Scalar | None) -> Iterator[str]:
    match value:
        case None | bool() | Reference():
            return
        case Condition():
            yield from value.fields
            yield from _spelled(value.value)
        case str():
            yield from (part.strip() for part in value.split(">"))
        case _:
            yield str(value)
