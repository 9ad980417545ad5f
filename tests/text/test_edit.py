"""Edits, and how several are applied together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.text.edit import Edit, apply, overlap
from flowmason_assist.text.printable import printable
from flowmason_assist.text.span import Span

TABLE = {
    "nothing": ("abc", [], "abc"),
    "a replacement": ("abc", [Edit(Span(1, 2), "X")], "aXc"),
    "an insertion": ("abc", [Edit(Span(1, 1), "X")], "aXbc"),
    "a removal": ("abc", [Edit(Span(0, 2), "")], "c"),
    "in any order": ("abc", [Edit(Span(2, 3), "Z"), Edit(Span(0, 1), "X")], "XbZ"),
    "side by side": ("abc", [Edit(Span(0, 1), "X"), Edit(Span(1, 2), "Y")], "XYc"),
    "two insertions keep their order": (
        "ab",
        [Edit(Span(1, 1), "1"), Edit(Span(1, 1), "2")],
        "a12b",
    ),
    "an insertion before a removal": (
        "ab",
        [Edit(Span(1, 2), ""), Edit(Span(1, 1), "X")],
        "aX",
    ),
}


@pytest.mark.parametrize(("text", "edits", "result"), TABLE.values(), ids=TABLE)
def test_edits_are_applied(text: str, edits: list[Edit], result: str) -> None:
    assert apply(text, edits) == result


OVERLAPS = {
    "apart": (Edit(Span(0, 1), ""), Edit(Span(2, 3), ""), False),
    "side by side": (Edit(Span(0, 1), ""), Edit(Span(1, 2), ""), False),
    "one inside the other": (Edit(Span(0, 3), ""), Edit(Span(1, 2), ""), True),
    "crossing": (Edit(Span(0, 2), ""), Edit(Span(1, 3), ""), True),
    "insertions at one place": (Edit(Span(1, 1), "a"), Edit(Span(1, 1), "b"), True),
    "an insertion inside": (Edit(Span(0, 2), ""), Edit(Span(1, 1), "b"), True),
    "an insertion at the edge": (Edit(Span(0, 2), ""), Edit(Span(2, 2), "b"), False),
}


@pytest.mark.parametrize(("first", "second", "expected"), OVERLAPS.values(), ids=OVERLAPS)
def test_edits_overlap(first: Edit, second: Edit, *, expected: bool) -> None:
    assert overlap(first, second) is expected
    assert overlap(second, first) is expected


def is_apart(edits: list[Edit]) -> bool:
    return not any(
        overlap(first, second) for at, first in enumerate(edits) for second in edits[at + 1 :]
    )


spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: Span(*sorted(ends)))
edits = st.lists(st.builds(Edit, spans, st.text("xyz", max_size=2)), max_size=4).filter(is_apart)


@given(edits)
def test_edits_that_are_apart_compose(edits: list[Edit]) -> None:
    """Together they give what one after the other gives, from the end of the text."""
    text = "abcdefghijkl"
    one_by_one = text
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        one_by_one = apply(one_by_one, [edit])

    assert apply(text, edits) == one_by_one


@given(st.text(st.characters(codec=None)))
def test_printable_text_can_be_seen_and_sent(text: str) -> None:
    assert printable(text).isprintable()
    assert len(printable(text).encode()) >= len(text)


def test_printable_text_is_left_alone() -> None:
    assert printable("Grüße 😀") == "Grüße 😀"
    assert printable("a\tb\ud83d") == "a\\tb\\ud83d"
