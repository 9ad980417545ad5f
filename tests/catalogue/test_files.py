"""The catalogue's files are well formed, complete, up to date, and in our own words."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flowmason_assist.catalogue.component import Component, Role
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.resources import folder

Json = Any

FILES = sorted(folder("schemas").glob("components/*.json"))


def read(path: Path) -> Json:
    """The JSON in a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def texts(component: Component) -> set[str]:
    """All that is written about a component."""
    inputs = [each.description for each in component.inputs]
    outputs = [each.description for each in component.outputs]
    return {component.description, *inputs, *outputs, *component.pitfalls}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_follows_its_schema(path: Path, schemas: Path) -> None:
    validator = Draft202012Validator(read(schemas / "component.schema.json"))

    problems = [error.message for error in validator.iter_errors(read(path))]

    assert problems == []
    assert read(path)["name"] == path.stem


def test_schema_notices_what_is_missing(schemas: Path) -> None:
    """The schema of component files is not so loose that it takes anything."""
    validator = Draft202012Validator(read(schemas / "component.schema.json"))
    whole = read(schemas / "components" / "filter.json")
    without_words = whole | {"written": whole["written"] | {"description": ""}}
    without_example = whole | {
        "written": {key: value for key, value in whole["written"].items() if key != "example"}
    }

    assert validator.is_valid(whole)
    assert not validator.is_valid(without_words)
    assert not validator.is_valid(without_example)


def test_files_are_what_the_installed_engine_gives() -> None:
    """If this fails, run `make catalogue` and look at the difference."""
    tool = folder("schemas").parent / "tools" / "catalogue"

    run = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_roles_and_effects_of_the_schema_are_those_of_the_code(schemas: Path) -> None:
    schema = read(schemas / "component.schema.json")

    roles = schema["$defs"]["input"]["properties"]["role"]["enum"]

    assert {Role(role) for role in roles} | {Role.VALUE} == set(Role)


def test_synonyms_mean_one_thing(catalogue: Catalogue) -> None:
    written = [word for path in FILES for word in read(path)["written"].get("synonyms", ())]

    assert [word for word, times in Counter(written).items() if times > 1] == []
    assert set(written) & {component.name for component in catalogue} == set()


def test_names_in_words_exist(catalogue: Catalogue) -> None:
    """An input that decides about another, or that an operation needs, is an input."""
    for component in catalogue:
        names = {each.name for each in component.inputs}
        outputs = {each.name for each in component.outputs}
        for each in component.inputs:
            assert each.names_when is None or each.names_when.input in names
        for operation in component.operations:
            assert set(operation.fills) <= outputs


@pytest.mark.filterwarnings("ignore")
def test_words_are_our_own(catalogue: Catalogue, tmp_path: Path) -> None:
    """No description repeats the text that the engine itself carries."""
    from flowmason_core.registry import ComponentRegistry

    registry = ComponentRegistry(packages_dir=tmp_path)
    registry.auto_discover()
    for info in registry.list_components():
        component = catalogue.get(info.component_type)
        if component is None:
            continue
        schemas = (info.input_schema, info.output_schema)
        theirs = {
            field.get("description", "").strip(". ").lower()
            for schema in schemas
            for field in schema["properties"].values()
            if field.get("description", "").count(" ") > 2
        } | {info.description.strip(". ").lower()}

        assert {text.strip(". ").lower() for text in texts(component)} & theirs == set()
