"""What holds for any condition; the installed engine is the judge."""

import sys
import warnings

import pytest
from flowmason_core.expression.builtins import ALLOWED_FUNCTION_NAMES, SAFE_MATH, get_safe_namespace
from flowmason_core.expression.errors import (
    DisallowedAttributeError,
    DisallowedCallError,
    ExpressionError,
    ExpressionEvaluationError,
    UnsupportedNodeError,
)
from flowmason_core.expression.evaluator import safe_eval
from flowmason_core.expression.parser import ALLOWED_NODES, validate_expression
from flowmason_lab.operators.core.filter import FilterOperator
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from flowmason_assist.expr.condition import parse_condition
from flowmason_assist.expr.condition_nodes import Condition, ConditionProblemKind
from flowmason_assist.expr.engine_names import CALLABLE, DEFINED, MATH_NAMES, NODES
from flowmason_assist.expr.filter_array import filter_array_problems
from flowmason_assist.text.span import Span

KINDS = ConditionProblemKind
NAMES = ("value", "item")
DATA: tuple[dict[str, object], ...] = (
    {"value": {"a": 1, "status": "x"}, "item": [1, "b", None]},
    {"value": "text", "item": 3},
    {"value": [], "item": None},
)
RAISING = (KINDS.NAME, KINDS.SCOPE, KINDS.MEMBER, KINDS.FAILS)

atoms = st.sampled_from(
    (
        *("value", "item", "x", "limit", "true", "null", "True", "None", "1", "2.5", "'a'", '""'),
        *(
            "[]",
            "{}",
            "()",
            "len",
            "math",
            "2 ** 3",
            "1 << 2",
            "'é'",
            "-1",
            "not value",
            "...",
            "[1]",
        ),
        *("math.pi", "math['pi']", "sqrt(4)", "_x", "'5' > 3", "(yield)", "(x := 1)", "b'x'"),
    )
)
functions = st.sampled_from(
    ("len", "str", "isinstance", "sqrt", "open", "value", "any", "x", "math")
)
attributes = st.sampled_from(("get", "status", "strip", "_private", "__class__", "real", "items"))
operators = st.sampled_from(
    (
        "+",
        "-",
        "/",
        "%",
        "==",
        "!=",
        "<",
        ">=",
        "in",
        "not in",
        "is",
        "is not",
        "and",
        "or",
        "@",
        "|",
    )
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give larger expressions made of smaller ones."""
    return st.one_of(
        st.tuples(inner, operators, inner).map(" ".join),
        st.tuples(inner, operators, inner).map(" ".join).map("({})".format),
        st.tuples(inner, attributes).map(".".join),
        st.tuples(inner, attributes).map(".".join).map("{}()".format),
        st.tuples(functions, inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(functions, inner, inner).map(lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"),
        st.tuples(inner, inner).map(lambda parts: f"{parts[0]}[{parts[1]}]"),
        st.tuples(inner, inner, inner).map(lambda parts: "{} if {} else {}".format(*parts)),
        st.tuples(inner, inner).map(lambda parts: f"[{parts[0]} for x in {parts[1]}]"),
        st.tuples(inner, inner, inner).map(lambda each: "any({} for x in {} if {})".format(*each)),
        st.tuples(inner, inner).map(lambda parts: f"[x for y in {parts[0]} for x in {parts[1]}]"),
        st.tuples(inner, inner).map(lambda parts: f"{{{parts[0]}: {parts[1]}}}"),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]}, *{parts[1]})"),
        inner.map("not {}".format),
        inner.map("lambda x: {}".format),
        inner.map(lambda part: f"f'{{{part}}}'"),
    )


grammatical = st.recursive(atoms, grown, max_leaves=8)
garbled = st.tuples(
    grammatical, st.integers(0, 40), st.sampled_from(("", " ", "&&", "=", "'", "(", "}", "\n", "é"))
).map(lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + 1 :])
conditions = grammatical | garbled | st.text(max_size=20)


@pytest.fixture(autouse=True)
def _no_warnings() -> None:
    """Python warns about odd expressions when the engine compiles them."""
    warnings.simplefilter("ignore")


def test_the_lists_are_those_of_the_engine() -> None:
    assert {node.__name__ for node in ALLOWED_NODES} == NODES
    assert ALLOWED_FUNCTION_NAMES | {"math"} == CALLABLE
    assert get_safe_namespace().keys() | {"__builtins__"} == DEFINED | {"True", "False", "None"}
    assert SAFE_MATH.keys() == MATH_NAMES


@settings(max_examples=400)
@given(conditions)
@example("*a")
@example("\ud800")
@example("\0")
@example("[f(x) for f in value]")
@example("f(a=1, a=2)")
@example("{**value}")
def test_the_first_refusal_is_that_of_the_engine(text: str) -> None:
    condition = parse_condition(text, NAMES)
    assume(not condition.holes)

    refused = [problem for problem in condition.problems if problem.refused]

    found = [(problem.kind, problem.text) for problem in refused[:1]]
    if found and found[0][0] is KINDS.SYNTAX:
        found = [(KINDS.SYNTAX, "")]
    assert found == refusal_by_the_engine(text)


def refusal_by_the_engine(text: str) -> list[tuple[ConditionProblemKind, str]]:
    """Give what the engine's check says before anything is evaluated, if it says anything."""
    try:
        validate_expression(text, {*get_safe_namespace(), *NAMES})
    except UnsupportedNodeError as error:
        return [(KINDS.NODE, error.node_type or "")]
    except DisallowedAttributeError as error:
        return [(KINDS.PRIVATE, quoted(error))]
    except DisallowedCallError as error:
        return [(KINDS.FUNCTION, quoted(error))]
    except (ExpressionError, ValueError, RecursionError):
        return [(KINDS.SYNTAX, "")]
    return []


def quoted(error: Exception) -> str:
    """Give what a message names."""
    return str(error).split("'")[1]


@settings(max_examples=400)
@given(conditions)
@example("[x for x in value if len(x)]")
@example("[[x + y for y in x] for x in [[1]]]")
@example("isinstance(value, str)")
@example("value == 'a' or 'b'")
@example("'5' > 3")
def test_evaluation_ends_as_foretold(text: str) -> None:
    condition = parse_condition(text, NAMES, sys.version_info[:2])
    assume(not condition.holes)

    for data in DATA:
        try:
            result = safe_eval(text, dict(data))
        except Exception as error:  # noqa: BLE001  # Whatever the engine raises.
            assert_failure_was_possible(condition, error)
        else:
            assert_success_was_possible(condition, result)


def assert_failure_was_possible(condition: Condition, error: Exception) -> None:
    assert condition.constant is None
    cause = error.original_error if isinstance(error, ExpressionEvaluationError) else None
    if isinstance(cause, NameError) and str(cause).startswith("name "):
        names = {KINDS.NAME, KINDS.SCOPE}
        assert names & {problem.kind for problem in condition.problems}


def assert_success_was_possible(condition: Condition, result: object) -> None:
    assert not condition.refused
    certain = [problem for problem in condition.problems if problem.certain]
    assert not [problem for problem in certain if problem.kind in RAISING]
    if condition.constant is not None:
        assert repr(condition.constant.value) == repr(result)
    if condition.truth is not None:
        assert bool(result) is condition.truth


@given(conditions)
def test_spans_nest_in_the_text(text: str) -> None:
    condition = parse_condition(text, NAMES)

    spans = [
        *(problem.span for problem in condition.problems),
        *(use.span for use in condition.names),
        *(access.span for access in condition.accesses),
        *(hole.span for hole in condition.holes),
    ]
    assert all(Span(0, len(text)).encloses(span) for span in spans)


@given(conditions.map(lambda text: text.replace("value", "data")))
@example("item['data']")
@example("item['metadata']")
def test_the_word_data_is_found_exactly_when_the_engine_objects(text: str) -> None:
    is_found = any(filter_array_problems(text))

    try:
        FilterOperator()._validate_condition(text, "filter_array")  # noqa: SLF001
    except ValueError:
        assert is_found
    else:
        assert not is_found
