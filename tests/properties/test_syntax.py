"""What holds of the JSON reader for every text."""

import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flowmason_assist.syntax.document import Document, parse_document
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node, Problem
from flowmason_assist.text.edit import Edit, apply
from flowmason_assist.text.span import Span
from tests.support import json_texts

DEEP = 10_000


@given(json_texts.texts)
@example("[" * DEEP)
@example('{"a":' * DEEP)
@example("[" * DEEP + "]" * DEEP)
@example("}" * DEEP)
@example('"\\ud800"')
@example("\ud800")
def test_any_text_is_read_and_spans_nest(text: str) -> None:
    parsed = parse(text)

    assert_nested(parsed.root, Span(0, len(text)))
    assert_in_order(parsed.problems, Span(0, len(text)))


@given(json_texts.texts)
@example('\ufeff{"a": 1}')
@example('{"a": 1, "a": 2}')
@example("[1, 2,]")
@example('"\t"')
@example("01")
@example("1.")
@example("[-]")
@example("nul")
@example('{"a" 1}')
@example("")
@example(" ")
@example("1" * 5_000)
def test_the_verdict_is_that_of_python(text: str) -> None:
    """What `json.loads` reads has no problem and the same value; the rest has a problem."""
    parsed = parse(text)

    is_json, value = loads(text)
    assert is_json != is_wrong(parsed.problems)
    if is_json:
        assert comparable(value) == comparable(parsed.root.to_python())


@given(json_texts.texts)
@example('{"metadata": {"stages": [{"a": nul}]}, "stages": []}')
@example('{"stages": [{"a": nul}], "stages": []}')
@example('{"name": "\\"stages\\": [{", "stages": [{}]}')
@example('{"stages": [{"a": [{]}]}')
def test_reading_stage_by_stage_gives_the_same(text: str) -> None:
    document = parse_document(text)

    parsed = parse(text)
    assert is_wrong(parsed.problems) == is_wrong(document.problems)
    assert_in_order(document.problems, Span(0, len(text)))
    for stage in document.stages:
        assert stage.text == stage.span.of(text)
        assert_nested(stage.parsed.root, Span(0, len(stage.text)))
    if not is_wrong(parsed.problems):
        assert comparable(parsed.root.to_python()) == comparable(value_of(document))


@given(json_texts.texts, st.lists(json_texts.changes | json_texts.small_changes, max_size=4))
@example('{"stages": [{"a": 1}, {"b": 2}]}', [(12, 0, "{}, "), (12, 4, "")])
def test_an_edit_gives_what_a_new_reading_gives(
    text: str, changes: list[json_texts.Change]
) -> None:
    document = parse_document(text)
    for change in changes:
        text = json_texts.changed(text, change)
        document = parse_document(text, document)

        anew = parse_document(text)
        assert anew.problems == document.problems
        assert shape(anew) == shape(document)


@given(json_texts.damaged)
def test_mending_ends(text: str) -> None:
    """Applying every edit, again and again, reaches a text in which none is left to apply."""
    for _ in range(len(text) + 20):
        edits = [edit for problem in parse(text).problems for edit in problem.edits]
        if not edits:
            return
        text = apply(text, without_neighbors(edits))
    pytest.fail(f"still edits for {text!r}")


def assert_nested(root: Node, within: Span) -> None:
    """Every node lies inside its parent, and what stands side by side does not overlap."""
    waiting = [(root, within)]
    while waiting:
        node, outer = waiting.pop()
        assert outer.encloses(node.span)
        position = node.start
        for member in node.members:
            assert position <= member.key.start <= member.key.end <= member.value.start
            position = member.value.end
        for item in node.items:
            assert position <= item.start
            position = item.end
        waiting += [(member.value, node.span) for member in node.members]
        waiting += [(item, node.span) for item in node.items]


def assert_in_order(problems: tuple[Problem, ...], within: Span) -> None:
    """Problems stand inside the text, in its order, and can be printed."""
    spans = [problem.span for problem in problems]
    edits = [edit.span for problem in problems for edit in problem.edits]
    assert spans == sorted(spans)
    for span in spans + edits:
        assert span.start <= span.end
        assert within.encloses(span)
    assert all(problem.message.isprintable() for problem in problems)


def is_wrong(problems: tuple[Problem, ...]) -> bool:
    """Tell whether a reader of JSON would refuse the text."""
    return any(problem.kind.is_refused for problem in problems)


def loads(text: str) -> tuple[bool, object]:
    """Tell whether Python reads a text, and as what."""
    try:
        return True, json.loads(text)
    except ValueError:
        return False, None


def comparable(value: object) -> object:
    """Give what is equal for equal JSON values only: NaN equals NaN, 1 is not true."""
    if isinstance(value, dict):
        return [(key, comparable(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, float) and math.isnan(value):
        return "NaN", float
    return repr(value), type(value)


def value_of(document: Document) -> object:
    """Give the value of a whole file, its stages put back where they stand."""
    value = document.root.to_python()
    if isinstance(value, dict):
        for stage in document.stages:
            value["stages"][stage.index] = stage.parsed.root.to_python()
    return value


def shape(document: Document) -> object:
    """Give what must be equal for equal documents."""
    stages = [(stage.index, stage.span) for stage in document.stages]
    spans = [node.span for node in document.root.walk()]
    return stages, spans, comparable(value_of(document))


def without_neighbors(edits: list[Edit]) -> list[Edit]:
    """Leave out each edit that touches the one before."""
    chosen: list[Edit] = []
    for edit in sorted(edits):
        if not chosen or chosen[-1].span.end < edit.span.start:
            chosen.append(edit)
    return chosen
