"""How JMESPath expressions are read."""

import pytest

from flowmason_assist.expr.jmespath_expression import parse_jmespath
from flowmason_assist.expr.jmespath_nodes import JmespathProblemKind

KINDS = JmespathProblemKind


@pytest.mark.parametrize(
    ("text", "kind", "at_fault", "suggestion"),
    [
        ("a[?", KINDS.SYNTAX, "?", None),
        ("", KINDS.SYNTAX, "", None),
        ("a..b", KINDS.SYNTAX, ".", None),
        ("$.a.b", KINDS.SYNTAX, "$.", ""),
        ("$", KINDS.SYNTAX, "$", "@"),
        ("a.b-c.d", KINDS.SYNTAX, "b-c", '"b-c"'),
        ("a[?b > 18].c", KINDS.SYNTAX, "18", "`18`"),
        ("a[?b = 'x']", KINDS.SYNTAX, "=", "=="),
        ("a[?b and c]", KINDS.SYNTAX, "and", "&&"),
        ("lenght(a)", KINDS.FUNCTION, "lenght", "length"),
        ("a[*].nope(@)", KINDS.FUNCTION, "nope", None),
        ("join(a)", KINDS.ARITY, "join", None),
        ("length(a, b)", KINDS.ARITY, "length", None),
    ],
)
def test_each_problem_has_its_place_and_perhaps_a_cure(
    text: str, kind: JmespathProblemKind, at_fault: str, suggestion: str | None
) -> None:
    (problem,) = parse_jmespath(text).problems

    assert (problem.kind, problem.span.of(text), problem.suggestion) == (
        kind,
        at_fault,
        suggestion,
    )


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("a.b", ["a", "a.b"]),
        ("items[0].name", ["items", "items.*.name"]),
        ("items[*].name", ["items", "items.*.name"]),
        ("items[].name", ["items", "items.*.name"]),
        ("items[1:3].name | [0]", ["items", "items.*.name"]),
        ("items[?age > `3`].name", ["items", "items.*.age", "items.*.name"]),
        ("*.b", ["*.b"]),
        ("{x: a.b, y: c[*].d}", ["a", "a.b", "c", "c.*.d"]),
        ("[a, b.c]", ["a", "b", "b.c"]),
        ("a || b", ["a", "b"]),
        ("sort_by(a, &b)[0].c", ["a", "a.*.b", "a.*.c"]),
        ("max_by(a, &b).c", ["a", "a.*.b", "a.*.c"]),
        ("map(&b.c, a)", ["a.*.b", "a.*.b.c", "a"]),
        ("keys(a)[0].b", ["a"]),
        ("(a || b).c", ["a", "b"]),
        ("{x: a}.x", ["a"]),
        ("a[*].b[].c", ["a", "a.*.b"]),
        ("'a' == `\"b\"`", []),
        ("@", []),
    ],
)
def test_the_fields_that_are_read_are_known(text: str, reads: list[str]) -> None:
    """What is read from a computed value is no field of the data."""
    reading = parse_jmespath(text)

    assert reading.problems == ()
    assert [".".join(name or "*" for name in read.path) for read in reading.reads] == reads
    assert all(read.span.of(text) == read.path[-1] for read in reading.reads)


def test_double_quotes_make_a_field_and_no_text() -> None:
    reading = parse_jmespath('a[?b == "x"]')

    assert [(read.path, read.quoted) for read in reading.reads] == [
        (("a",), False),
        (("a", None, "b"), False),
        (("a", None, "x"), True),
    ]


def test_templates_are_holes() -> None:
    reading = parse_jmespath("a[?b == '{{input.c}}'].{{input.d}}.e")

    assert reading.problems == ()
    assert [read.path for read in reading.reads] == [("a",), ("a", None, "b")]
    assert not parse_jmespath("a {{input.c}} b").problems[0].certain


@pytest.mark.parametrize("piece", ["a.", "a|", "[0]", "[", "!", "a[?", "`", '"', "{a:", "&"])
def test_long_expressions_do_no_harm(piece: str) -> None:
    parse_jmespath(piece * 20_000 + "a")
