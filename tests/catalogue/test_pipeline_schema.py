"""The JSON Schema of a pipeline is valid, plain, complete, and takes what runs."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.engine.session import EngineSession

Json = Any

STAGE = {"id": "a", "component_type": "logger", "config": {"message": "hi"}}
PIPELINE = {"id": "p", "name": "P", "stages": [STAGE]}


@pytest.fixture(scope="module")
def validator(pipeline_schema: Json) -> Draft202012Validator:
    """What an editor does with the schema."""
    return Draft202012Validator(pipeline_schema)


def described(schema: Json) -> Iterator[Json]:
    """Every part of a schema that says what a key is."""
    if isinstance(schema, dict):
        for name, part in schema.items():
            if name == "properties":
                yield from part.values()
            yield from described(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from described(part)


def test_schema_is_valid(pipeline_schema: Json) -> None:
    Draft202012Validator.check_schema(pipeline_schema)


def test_schema_is_written_without_markdown(pipeline_schema: Json) -> None:
    """Editors show descriptions as they stand."""
    words = [part["description"] for part in described(pipeline_schema) if "description" in part]

    assert len(words) > 200
    assert [text for text in words if re.search(r"`|\*\*|\]\(", text)] == []


def test_every_key_of_a_stage_is_explained(pipeline_schema: Json) -> None:
    keys = pipeline_schema["properties"] | pipeline_schema["$defs"]["stage"]["properties"]

    assert [name for name, part in keys.items() if not part.get("title")] == []
    assert [name for name, part in keys.items() if not part.get("description")] == []


def test_all_usable_components_are_offered(pipeline_schema: Json, catalogue: Catalogue) -> None:
    offered = pipeline_schema["$defs"]["stage"]["properties"]["component_type"]["anyOf"][0]

    names = [choice["const"] for choice in offered["oneOf"]]

    assert names == [component.name for component in catalogue if component.registered]


def test_examples_are_accepted(validator: Draft202012Validator, catalogue: Catalogue) -> None:
    for component in catalogue:
        if component.example:
            assert [error.message for error in validator.iter_errors(component.example)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"stages": []},
        {"version": "draft"},
        {"id": "p", "$schema": "x", "tags": ["a"], "category": None, "x-flowmason-assist": {}},
        {"metadata": {"owner": "me", "problem": {"use_case": "none"}}},
        {"input_schema": {"type": "object", "properties": {"a": {"type": "string"}}}},
        {"sample_input": {"a": [None]}, "output_stage_id": None},
        {"owner": "unknown keys of a pipeline are ignored"},
    ],
)
def test_pipeline_that_runs_is_accepted(
    change: Json, validator: Draft202012Validator, engine: EngineSession
) -> None:
    pipeline = PIPELINE | change

    assert engine.run(json.dumps(pipeline)).runs
    assert validator.is_valid(pipeline)


@pytest.mark.parametrize(
    "change",
    [
        {"depends_on": []},
        {"name": None, "description": "why", "metadata": {"a": 1}, "position": {"x": 1.5, "y": 2}},
        {"config": {"message": "hi", "data": [None, {"a": None}], "_why": "notes are ignored"}},
        {"config": {"message": "hi", "level": "INFO", "emit_to_trace": "yes"}},
        {"config": {"message": "{{context.run_id}}", "tags": '{"a": "b"}'}},
    ],
)
def test_stage_that_runs_is_accepted(
    change: Json, validator: Draft202012Validator, engine: EngineSession
) -> None:
    pipeline = PIPELINE | {"stages": [STAGE | change]}

    assert engine.run(json.dumps(pipeline)).runs
    assert validator.is_valid(pipeline)


@pytest.mark.parametrize(
    "change",
    [
        {"name": None},
        {"stages": {}},
        {"stages": ["a"]},
        {"stages": [{"id": "a"}]},
        {"stages": [STAGE | {"id": 1}]},
        {"stages": [STAGE | {"depends_on": "b"}]},
        {"stages": [STAGE | {"timeout_ms": 5}]},
        {"stages": [STAGE | {"retry_config": {"max_retries": 11}}]},
        {"stages": [STAGE | {"retry_config": {"max_retry": 2}}]},
        {"stages": [STAGE | {"on_error": "ignore"}]},
        {"stages": [STAGE | {"config": {}}]},
        {"stages": [STAGE | {"config": {"message": "hi", "mesage": "typo"}}]},
        {"input_schema": {"type": "object", "title": "refused by the core reader"}},
        {"compositions": ["other"]},
    ],
)
def test_fault_is_refused(change: Json, validator: Draft202012Validator) -> None:
    assert validator.is_valid(PIPELINE)
    assert not validator.is_valid(PIPELINE | change)


def test_required_inputs_may_stand_in_the_input_mapping(validator: Draft202012Validator) -> None:
    """The core reader merges it with the configuration."""
    mapped = {"id": "a", "component_type": "logger", "input_mapping": {"message": "hi"}}

    assert validator.is_valid(PIPELINE | {"stages": [mapped]})
