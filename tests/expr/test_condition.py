"""What is said about a condition that sees the variable `value`."""

import pytest

from flowmason_assist.expr.condition import parse_condition
from flowmason_assist.expr.condition_nodes import Access, ConditionProblemKind, Constant
from flowmason_assist.expr.filter_array import filter_array_problems
from flowmason_assist.text.span import Span

KINDS = ConditionProblemKind
NAMES = ("value",)


@pytest.mark.parametrize(
    "text",
    [
        "value == 'a'",
        "len(value) > 3 and value['a'] is not None",
        "value.get('a', 0) >= 3.5",
        "[x for x in value if x]",
        "{x['a']: y for x in value for y in x['b']}",
        "math['sqrt'](value) > 2",
        "isinstance(value, type(''))",
        "f'{value!r}' in ('a', 'b')",
        "value[1:]",
        "value == 'data' # why",
        "(value\n + 1)",
        "value ",
    ],
)
def test_sound_conditions_have_no_problem(text: str) -> None:
    assert parse_condition(text, NAMES).problems == ()


@pytest.mark.parametrize(
    ("text", "kind", "at_fault", "suggestion"),
    [
        ("value ==", KINDS.SYNTAX, "=", None),
        (" value", KINDS.SYNTAX, " ", ""),
        ("value = 3", KINDS.SYNTAX, "=", "=="),
        ("value === 3", KINDS.SYNTAX, "===", "=="),
        ("!value", KINDS.SYNTAX, "!", "not "),
        ("value AND 'a && b'", KINDS.SYNTAX, "AND", "and"),
        ("lambda x: x", KINDS.NODE, "lambda x: x", None),
        ("value @ value", KINDS.NODE, "value @ value", None),
        ("(x := 1)", KINDS.NODE, "x := 1", None),
        ("value.__class__", KINDS.PRIVATE, "__class__", None),
        ("'é' + value._x", KINDS.PRIVATE, "_x", None),
        ("open('x')", KINDS.FUNCTION, "open", None),
        ("lenn(value)", KINDS.FUNCTION, "lenn", "len"),
        ("Value > 3", KINDS.NAME, "Value", "value"),
        ("value == true", KINDS.NAME, "true", "True"),
        ("value is null", KINDS.NAME, "null", "None"),
        ("sqrt(value)", KINDS.NAME, "sqrt", "math['sqrt']"),
        ("math.sqrt(value)", KINDS.MEMBER, "math.sqrt", "math['sqrt']"),
        ("value.status == 'x'", KINDS.MEMBER, "value.status", "value['status']"),
        ("value.size()", KINDS.MEMBER, "value.size", None),
        ("isinstance(value, str)", KINDS.NOT_A_TYPE, "str", "type('')"),
        ("type(value) == dict", KINDS.NOT_A_TYPE, "dict", "type({})"),
        ("value is 'a'", KINDS.IDENTITY, "is", "=="),
        ("value is not 'a'", KINDS.IDENTITY, "is not", "!="),
        ("any(len(x) for x in value)", KINDS.SCOPE, "len", None),
        ("'5' > 3", KINDS.FAILS, "'5' > 3", None),
        ("len(value, a=1, a=2)", KINDS.FAILS, "a=2", None),
    ],
)
def test_each_problem_has_its_place_and_perhaps_a_cure(
    text: str, kind: ConditionProblemKind, at_fault: str, suggestion: str | None
) -> None:
    (problem,) = parse_condition(text, NAMES).problems

    assert (problem.kind, problem.span.of(text), problem.suggestion) == (
        kind,
        at_fault,
        suggestion,
    )


@pytest.mark.parametrize(
    ("text", "certain"),
    [("x and value", True), ("value and x", False), ("x if value else 1", False)],
)
def test_what_may_never_be_evaluated_is_not_certain(text: str, certain: bool) -> None:  # noqa: FBT001
    (problem,) = parse_condition(text, NAMES).problems

    assert problem.certain is certain


@pytest.mark.parametrize(("python", "problems"), [((3, 11), 1), ((3, 12), 0)])
def test_list_comprehensions_see_names_since_python_3_12(
    python: tuple[int, int], problems: int
) -> None:
    condition = parse_condition("[x for x in value if x in value]", NAMES, python)

    assert len(condition.problems) == problems


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("value == 'a' or 'b'", True),
        ("value and False", False),
        ("not (value or 1)", False),
        ("'approved'", True),
        ("[]", False),
        ("[value]", True),
        ("value.strip", True),
        ("(x for x in value)", True),
        ("1 if value else 2", True),
        ("1 < 2 < 3", True),
        ("1 < 2 > 3", False),
        ("value", None),
        ("[*value]", None),
        ("value or 0", None),
        ("value.strip()", None),
    ],
)
def test_what_a_result_counts_as_is_told_where_no_data_matters(
    text: str,
    truth: bool | None,  # noqa: FBT001
) -> None:
    assert parse_condition(text, NAMES).truth is truth


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ("'a' + 'b'", Constant("ab")),
        ("{'a': (1, [2])}", Constant({"a": (1, [2])})),
        ("3 if None is None else 4", Constant(3)),
        ("value", None),
        ("len('abc')", None),
        ("9 ** 9 ** 9", None),
        ("'%1000000000d' % 1", None),
    ],
)
def test_constants_are_worked_out_without_running_anything(
    text: str, constant: Constant | None
) -> None:
    assert parse_condition(text, NAMES).constant == constant


def test_names_and_attributes_have_their_place() -> None:
    text = "é == value.get('a') and [x.b for x in limit]"

    condition = parse_condition(text, NAMES)

    assert [(use.name, use.span.of(text)) for use in condition.names] == [
        ("é", "é"),
        ("value", "value"),
        ("limit", "limit"),
    ]
    assert condition.accesses == (
        Access("value", "get", Span(11, 14), called=True),
        Access("x", "b", Span(27, 28), called=False),
    )


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'{{input.a}}' == value", True),
        ("{{input.a}} == 'b'", False),
        ("value['{{input.a}}'] > {{input.b}}", True),
        ("{{input.a}}", False),
    ],
)
def test_templates_are_holes(text: str, quoted: bool) -> None:  # noqa: FBT001
    condition = parse_condition(text, NAMES)

    assert condition.problems == ()
    assert condition.truth is None
    assert (condition.holes[0].path_text, condition.holes[0].quoted) == ("input.a", quoted)


def test_what_a_template_may_put_right_is_not_certain() -> None:
    (problem,) = parse_condition("value {{input.operator}} 3", NAMES).problems

    assert (problem.kind, problem.certain) == (KINDS.SYNTAX, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("item > 3", []),
        ("item['metadata']", []),
        ("data > 3", [("data", "item")]),
        ("item['data'] == item.data", [("data", None), ("data", None)]),
        ("[x for x in data if x]", [("data", "item")]),
    ],
)
def test_the_word_data_is_taboo_for_the_items_of_a_list(
    text: str, words: list[tuple[str, str | None]]
) -> None:
    problems = list(filter_array_problems(text))

    assert [(problem.span.of(text), problem.suggestion) for problem in problems] == words


@pytest.mark.parametrize("piece", ["{{a}} ", "a.", "(", "'", "1+", "a&&", "not "])
def test_long_conditions_do_no_harm(piece: str) -> None:
    parse_condition(piece * 20_000, NAMES)
