"""Input made from a JSON Schema is plausible, and what the schema allows."""

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.sample import sample_from_schema


@pytest.mark.parametrize(
    ("schema", "sample"),
    [
        ({"type": "string"}, "sample text"),
        ({"type": "integer"}, 1),
        ({"type": "number"}, 1.5),
        ({"type": "boolean"}, True),
        ({"type": "null"}, None),
        ({"type": ["null", "integer"]}, 1),
        ({"enum": ["low", "high"]}, "low"),
        ({"const": 3, "default": 4}, 3),
        ({"type": "string", "default": "d", "examples": ["e"]}, "d"),
        ({"type": "string", "examples": ["e"]}, "e"),
        ({"type": "integer", "minimum": 5}, 5),
        ({"type": "integer", "exclusiveMinimum": 5}, 6),
        ({"type": "integer", "maximum": -2}, -2),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 1}, 1),
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, 0.5),
        ({"type": "integer", "minimum": 5, "multipleOf": 4}, 8),
        ({"type": "string", "format": "date"}, "2024-01-31"),
        ({"type": "string", "maxLength": 3}, "sam"),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 3}, [1, 1, 1]),
        ({"type": "array", "items": {"type": "integer"}, "maxItems": 1}, [1]),
        ({"items": {"type": "integer"}}, [1, 1]),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, 1),
        ({"allOf": [{"type": "integer"}]}, 1),
        ({"properties": {"a": {"type": "integer"}}}, {"a": 1}),
        ({"type": "object", "required": ["a"]}, {"a": "sample a"}),
        (None, {}),
        ([], {}),
        ({"type": "nonsense"}, "sample text"),
        ({"type": "object", "properties": []}, {}),
        ({"type": "array", "items": 3, "minItems": "x"}, ["sample text", "sample text"]),
    ],
)
def test_samples(schema: object, sample: Json) -> None:
    assert sample_from_schema(schema) == sample


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("source_url", "https://example.com"),
        ("customer_email", "someone@example.com"),
        ("due_date", "2024-01-31"),
        ("customer_name", "sample customer name"),
    ],
)
def test_texts_suit_their_name(name: str, sample: str) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"}}}

    assert sample_from_schema(schema) == {name: sample}


def test_a_schema_that_contains_itself_ends() -> None:
    schema: dict[str, object] = {"type": "object"}
    schema["properties"] = {"again": schema}

    assert isinstance(sample_from_schema(schema), dict)


NUMBERS = st.fixed_dictionaries(
    {"type": st.sampled_from(["integer", "number"])},
    optional={"minimum": st.integers(-50, 0), "maximum": st.integers(1, 50)},
)
TEXTS = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={"minLength": st.integers(0, 20), "maxLength": st.integers(20, 40)},
)
SCHEMAS = st.recursive(
    NUMBERS | TEXTS | st.just({"type": "boolean"}) | st.just({"enum": ["x", "y"]}),
    lambda inner: (
        st.fixed_dictionaries(
            {"type": st.just("array"), "items": inner},
            optional={"minItems": st.integers(0, 3), "maxItems": st.integers(3, 5)},
        )
        | st.fixed_dictionaries(
            {
                "type": st.just("object"),
                "properties": st.dictionaries(st.sampled_from("abcde"), inner, max_size=3),
                "required": st.lists(st.sampled_from("abcde"), unique=True),
            }
        )
    ),
    max_leaves=8,
)


@given(SCHEMAS)
def test_samples_are_valid(schema: dict[str, object]) -> None:
    jsonschema.validate(sample_from_schema(schema), schema)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
KEYWORDS = st.sampled_from(
    ["type", "properties", "items", "required", "minimum", "maximum", "minLength", "enum", "anyOf"]
)


@given(st.dictionaries(KEYWORDS, JSON) | JSON)
def test_no_schema_raises(schema: object) -> None:
    assert sample_from_schema(schema) == sample_from_schema(schema)
