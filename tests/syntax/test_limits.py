"""Where the reader of JSON stops, so that no text costs more than it is worth."""

import pytest

from flowmason_assist.syntax.document import parse_document
from flowmason_assist.syntax.parse import parse


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_what_the_engine_can_read_is_read() -> None:
    assert not parse(nested(400)).problems


@pytest.mark.parametrize("text", [nested(401), nested(10_000), "[" * 10_000, '{"a":' * 10_000])
def test_too_deep_a_nesting_is_said_once(text: str) -> None:
    [problem] = parse(text).problems

    assert "deep" in problem.message


def test_the_tree_of_a_deep_text_can_be_recursed_over() -> None:
    depth = 0
    node = parse(nested(10_000)).root
    while node.items:
        node = node.items[0]
        depth += 1

    assert depth == 400


@pytest.mark.parametrize("text", ["}" * 100_000, "[1" + "," * 100_000, '{a"' * 100_000])
def test_garbage_has_no_end_of_problems(text: str) -> None:
    assert len(parse(text).problems) <= 1_000


@pytest.mark.parametrize(
    "text", ['"' + "a" * 5_000_000, '"' + "\\" * 1_000_001, "/*" * 500_000, "[{a " * 100_000]
)
def test_long_texts_are_read_in_one_go(text: str) -> None:
    assert parse_document(text).problems
