"""What a string literal says, and where its characters stand."""

import json

import pytest

from flowmason_assist.expr.escapes import EscapeProblemKind, decode, encode

LITERALS = [
    '""',
    '"plain"',
    '"öl 😀"',
    r'"a\nb"',
    r'"\"quoted\" \\ \/ \b\f\r\t"',
    r'"\u00e9 \u00E9"',
    r'"\ud83d\ude00!"',
    r'"\ud83d"',
    r'"\ude00\ud83d"',
    r'"\ud83d\u0041"',
    r'"\\"',
    r'"\u007b\u007bx}}"',
]


@pytest.mark.parametrize("raw", LITERALS)
def test_the_value_is_the_one_that_json_has(raw: str) -> None:
    assert decode(raw).value == json.loads(raw)


@pytest.mark.parametrize(
    ("raw", "value", "offsets"),
    [
        ('"abc"', "abc", [1, 2, 3, 4]),
        (r'"a\nb"', "a\nb", [1, 2, 4, 5]),
        (r'"\u0041\"b"', 'A"b', [1, 7, 9, 10]),
        (r'"\ud83d\ude00x"', "😀x", [1, 13, 14]),
    ],
)
def test_each_character_knows_its_place(raw: str, value: str, offsets: list[int]) -> None:
    """The last offset is that of the closing quote."""
    decoded = decode(raw)

    assert decoded.value == value
    assert [decoded.offset(index) for index in range(len(value) + 1)] == offsets
    assert [decoded.value_index(offset) for offset in offsets] == list(range(len(value) + 1))


def test_an_offset_within_an_escape_means_the_character() -> None:
    decoded = decode(r'"a\u0041b"')

    assert [decoded.value_index(offset) for offset in range(10)] == [0, 0, 1, 1, 1, 1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("raw", "value", "at_fault", "kind"),
    [
        (r'"a\xb"', r"a\xb", r"\x", EscapeProblemKind.INVALID_ESCAPE),
        (r'"\u12"', r"\u12", r"\u12", EscapeProblemKind.INVALID_ESCAPE),
        ('"a\tb"', "a\tb", "\t", EscapeProblemKind.CONTROL_CHARACTER),
        (r'"\ud800"', "\ud800", r"\ud800", EscapeProblemKind.LONE_SURROGATE),
        ('"\ud800"', "\ud800", "\ud800", EscapeProblemKind.LONE_SURROGATE),
        ('"a\\', "a\\", "\\", EscapeProblemKind.INVALID_ESCAPE),
    ],
)
def test_faults_are_kept_and_reported(
    raw: str, value: str, at_fault: str, kind: EscapeProblemKind
) -> None:
    decoded = decode(raw)

    assert decoded.value == value
    assert [(problem.kind, problem.span.of(raw)) for problem in decoded.problems] == [
        (kind, at_fault)
    ]


@pytest.mark.parametrize(
    ("raw", "value"), [('"abc', "abc"), ('"ab\\"', 'ab"'), ('"', ""), ("", ""), ("abc", "abc")]
)
def test_missing_quotes_are_tolerated(raw: str, value: str) -> None:
    assert decode(raw).value == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain/öl 😀", "plain/öl 😀"),
        ('say "hi"\n', r"say \"hi\"\n"),
        ("\x01\\", r"\u0001\\"),
        ("\ud800", r"\ud800"),
    ],
)
def test_only_what_must_be_escaped_is_escaped(value: str, text: str) -> None:
    assert encode(value) == text
