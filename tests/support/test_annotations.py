"""Caret lines and the spans that they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.text.span import Span
from tests.support.annotations import (
    Annotation,
    AnnotationError,
    read_annotated,
    write_annotated,
)

TABLE = {
    "carets cover what stands above them": (
        ['{ "id": 1 }', "  ^^^^ error FM203: a message"],
        '{ "id": 1 }\n',
        [Annotation(Span(2, 6), "error FM203: a message")],
    ),
    "column zero can be marked": (["ab", "^ a"], "ab\n", [Annotation(Span(0, 1), "a")]),
    "a label is optional": (["ab", " ^"], "ab\n", [Annotation(Span(1, 2), "")]),
    "several lines annotate one line": (
        ["ab", "^ a", " ^ b"],
        "ab\n",
        [Annotation(Span(0, 1), "a"), Annotation(Span(1, 2), "b")],
    ),
    "an empty place": (["ab", " ^| here"], "ab\n", [Annotation(Span(1, 1), "here")]),
    "a line end": (["ab", "  ^ end"], "ab\n", [Annotation(Span(2, 3), "end")]),
    "the end of the text": (["ab", "   ^| end"], "ab\n", [Annotation(Span(3, 3), "end")]),
    "several lines": (
        ["{", "^> all", "  1", "}", "^<"],
        "{\n  1\n}\n",
        [Annotation(Span(0, 7), "all")],
    ),
    "several lines inside several lines": (
        ["[", "^> outer", "{", "^> inner", "}", "^<", "]", "^<"],
        "[\n{\n}\n]\n",
        [Annotation(Span(0, 7), "outer"), Annotation(Span(2, 5), "inner")],
    ),
    "a character that cannot be seen": (
        ["«FEFF»{}", "^^^^^^ mark"],
        "\ufeff{}\n",
        [Annotation(Span(0, 1), "mark")],
    ),
    "what follows a character that cannot be seen": (
        ["«D83D»x", "      ^ x"],
        "\ud83dx\n",
        [Annotation(Span(1, 2), "x")],
    ),
    "a carriage return": (["a«D»", "^ a"], "a\r\n", [Annotation(Span(0, 1), "a")]),
    "no line end": (["ab«end»", "  ^| end"], "ab", [Annotation(Span(2, 2), "end")]),
    "no text": (["«end»"], "", []),
}


@pytest.mark.parametrize(("lines", "text", "annotations"), TABLE.values(), ids=TABLE)
def test_carets_are_read_and_written(
    lines: list[str], text: str, annotations: list[Annotation]
) -> None:
    read = read_annotated(lines)

    assert text == read.text
    assert tuple(annotations) == read.annotations
    assert lines == write_annotated(text, annotations)


REFUSED = {
    "nothing above": ["^^^ a label"],
    "behind the line": ["ab", "     ^ a label"],
    "never closed": ["{", "^> a label", "}"],
    "never opened": ["{", "}", "^<"],
}


@pytest.mark.parametrize("lines", REFUSED.values(), ids=REFUSED)
def test_carets_without_a_meaning_are_refused(lines: list[str]) -> None:
    with pytest.raises(AnnotationError):
        read_annotated(lines)


@given(st.text(st.sampled_from('ab"{ \t\r\n\u2028«»\ud800😀'), max_size=30), st.data())
def test_what_is_written_is_read_again(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    start, end = sorted((data.draw(offsets), data.draw(offsets)))
    annotation = Annotation(Span(start, end), "error FM001: a label")

    read = read_annotated(write_annotated(text, [annotation]))

    assert (text, (annotation,)) == (read.text, read.annotations)
