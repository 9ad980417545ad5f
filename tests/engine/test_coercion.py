"""Our conversion of values agrees with the engine's, type by type and value by value."""
# ruff: noqa: UP007 - the engine's coercer knows unions in this form only.

from typing import Any, Literal, Union

import pytest
from flowmason_core.config.type_coercion import CoercionError, TypeCoercer

from flowmason_assist.analysis.coerce import misfit
from flowmason_assist.catalogue.types import Type, read_type

TYPES = [
    ("any", Any),
    ("str", str),
    ("int", int),
    ("float", float),
    ("bool", bool),
    ({"list": "any"}, list[Any]),
    ({"list": "str"}, list[str]),
    ({"list": {"dict": ["str", "any"]}}, list[dict[str, Any]]),
    ({"dict": ["str", "any"]}, dict[str, Any]),
    ({"dict": ["str", "str"]}, dict[str, str]),
    ({"dict": ["str", {"list": "str"}]}, dict[str, list[str]]),
    ({"dict": ["any", "any"]}, dict),
    ({"literal": ["GET", "POST"]}, Literal["GET", "POST"]),
    ({"union": ["str", "null"]}, Union[str, None]),
    ({"union": [{"list": "str"}, "null"]}, Union[list[str], None]),
    ({"union": [{"dict": ["str", "any"]}, "null"]}, Union[dict[str, Any], None]),
    ({"union": ["str", {"list": "str"}]}, Union[str, list[str]]),
    ({"union": [{"list": {"dict": ["str", "any"]}}, "any"]}, Union[list[dict[str, Any]], Any]),
]
VALUES = [
    *(None, True, False, 1, 0, 5, 3.0, 3.5),
    *("", "5", "5.0", "3.5", "1e3", "inf", "nan", "1_0", " 7 ", "yes", " TRUE ", "GET", "get", "x"),
    *("a, b", "[1]", '["a"]', '{"a": 1}', '{"a": "b"}', '{"a": null}', "null"),
    *([], [1], ["a"], [None], [{"a": None}], [{"a": 1}]),
    *({}, {"a": 1}, {"a": "b"}, {"a": None}, {"a": ["b"]}, {"a": '["x"]'}),
]


@pytest.mark.parametrize(("ours", "theirs"), TYPES, ids=[str(ours) for ours, _ in TYPES])
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_the_engine_converts_fits(ours: Any, theirs: Any, value: object) -> None:  # noqa: ANN401
    kind: Type = read_type(ours)
    try:
        TypeCoercer().coerce(value, theirs)
        fits = True
    except CoercionError:
        fits = False

    assert (misfit(value, kind) is None) is fits
