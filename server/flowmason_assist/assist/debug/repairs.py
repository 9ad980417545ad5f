"""
Repairs for errors that no rule of lint knows how to mend.

They are guesses that make sense only because each of them is tried before anybody sees it.
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.assist.debug.place import Spot
from flowmason_assist.assist.debug.suspects import matching, stage_index
from flowmason_assist.engine.messages import Cause
from flowmason_assist.lint.edits import remove_item, remove_member, replace, replace_text
from flowmason_assist.lint.engine import Linted
from flowmason_assist.lint.rule import Applicability, Fix
from flowmason_assist.syntax.pointer import node_at, split
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit

_WORD = re.compile(r"[^\W\d][\w-]*")
_ENVIRONMENT = re.compile(r"^\$\{?([A-Z][A-Z0-9_]*)\}?$")
_NEEDED = frozenset({"id", "name", "stages", "component_type", "config", "prompt", "url"})
_MOST_READINGS = 3
_INSIDE = 2  # Steps of a pointer that lead to a stage.


def repairs(linted: Linted, index: int | None, spot: Spot | None, cause: Cause) -> Iterator[Fix]:
    """Give what might mend the error at a place, the least invasive first."""
    facts = linted.facts
    if cause.kind == "graph":
        yield from _cut_circles(facts)
    if index is not None and "template" in cause.groups:
        yield from _other_readings(facts, index, cause.groups["template"])
    if spot is not None and cause.id == "E18" and index is not None:
        yield from _as_text(facts, index, spot)
    if spot is not None and cause.kind in ("load", "mapping"):
        yield from _without(facts, spot)


def _fix(title: str, *edits: Edit) -> Fix:
    return Fix(title, edits, Applicability.UNSAFE)


def _cut_circles(facts: Facts) -> Iterator[Fix]:
    """Drop, in each circle, a dependency on a stage that is not read."""
    for cycle in facts.flow.cycles:
        for waiting, awaited in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            index = facts.index_of(waiting)
            if index is None or ("upstream", awaited) in facts.stages[index].reads:
                continue
            stage = facts.stages[index].stage
            holder = stage.root.get("depends_on")
            for item in holder.items if holder is not None else ():
                if holder is not None and item.text == awaited:
                    edit = remove_item(stage.text, holder, item).shifted(facts.start(index))
                    yield _fix(f'Let "{waiting}" not wait for "{awaited}"', edit)


def _other_readings(facts: Facts, index: int, path: str) -> Iterator[Fix]:
    """Read the stage, input or variable whose name stands somewhere in the template."""
    for reference in matching(facts.stages[index], path):
        written = reference.template.path_text.strip()
        paths = dict.fromkeys(each for each in _paths(facts, index, written) if each != written)
        for other in list(paths)[:_MOST_READINGS]:
            span = facts.place(index, reference.path_span)
            yield _fix(f"Read {other}", replace_text(span, other))
        return


def _paths(facts: Facts, index: int, written: str) -> Iterator[str]:
    variable = _ENVIRONMENT.match(written)
    if variable is not None:
        yield f"env.{variable[1]}"
    words = _WORD.findall(written)
    scope = facts.scopes[index]
    for place, word in enumerate(words):
        found = facts.index_of(word)
        if found is not None and found != index:
            yield from _outputs(facts, found, words[place + 1 :])
    yield from (f"context.{word}" for word in words if word in scope.loop_names)
    yield from (f"input.{word}" for word in words if word in scope.inputs.fields)


def _outputs(facts: Facts, index: int, words: list[str]) -> Iterator[str]:
    stage = facts.stages[index]
    if stage.component is None:
        return
    known = [word for word in words if stage.component.output(word)]
    yield from (f"upstream.{stage.id}.{word}" for word in known)
    if stage.component.main_output is not None:
        yield f"upstream.{stage.id}.{stage.component.main_output.name}"


def _as_text(facts: Facts, index: int, spot: Spot) -> Iterator[Fix]:
    """Put a template into text, which makes text of whatever it gives."""
    for reference in facts.stages[index].references:
        if not reference.template.whole:
            continue
        if facts.place(index, reference.literal.span).encloses(spot.span):
            literal = reference.literal
            edit = replace(literal, f"{_label(reference)}: {literal.value.strip()}")
            yield _fix("Put it into text", edit.shifted(facts.start(index)))


def _label(reference: Reference) -> str:
    return reference.names[-1].replace("_", " ").capitalize()


def _without(facts: Facts, spot: Spot) -> Iterator[Fix]:
    """Leave out a key or an item that nothing needs."""
    steps = split(spot.pointer)
    at = stage_index(facts, spot.pointer)
    text, root, start = facts.document.text, facts.pipeline.root, 0
    if at is not None and not steps[_INSIDE:]:
        return  # What a whole stage does is missed by more than the engine.
    if at is not None:
        placed = facts.pipeline.stages[at]
        text, root, start = placed.stage.text, placed.stage.root, placed.start
        steps = steps[_INSIDE:]
    holder = node_at(root, steps[:-1])
    if holder is None or not steps or steps[-1] in _NEEDED:
        return
    edit = _removal(text, holder, steps[-1])
    if edit is not None:
        name = f'"{steps[-1]}"'
        if holder.kind is NodeKind.ARRAY:
            name = f'item {int(steps[-1]) + 1} of "{"".join(steps[-2:-1])}"'
        yield _fix(f"Leave out {name}", edit.shifted(start))


def _removal(text: str, holder: Node, step: str) -> Edit | None:
    if holder.kind is NodeKind.ARRAY and step.isdigit() and int(step) < len(holder.items):
        return remove_item(text, holder, holder.items[int(step)])
    member = holder.member(step)
    return remove_member(text, holder, member) if member is not None else None
