"""`explain`: exit codes, both forms of the answer, single stages, places and diagrams."""

import json
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import SOUND, Invoke, Write

FIELDS = {"summary", "inputs", "output", "stages", "patterns", "route"}
TWO = SOUND.replace(
    '"hello" } }',
    '"hello" } },\n    { "id": "end", "component_type": "generator", "depends_on": ["say"],\n'
    '      "config": { "prompt": "Greet {{input.name}} <b>now</b>" } }',
)


def test_a_pipeline_as_json(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", TWO)

    result = invoke("explain", "main.pipeline.json", "--output-format", "json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer.keys() >= FIELDS
    assert answer["inputs"] == ["name"]
    assert [(each["id"], each["wave"], each["reads"]) for each in answer["stages"]] == [
        ("say", 1, []),
        ("end", 2, ["input.name"]),
    ]


def test_people_get_prose(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", TWO)

    result = invoke("explain", "main.pipeline.json")

    assert result.stdout.startswith('"greet" is described as "Greets".')
    assert 'asks a language model: "Greet {{input.name}}' in result.stdout


def test_one_stage(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", TWO)

    result = invoke("explain", "main.pipeline.json", "--stage", "say")

    assert (
        result.stdout
        == '"say" writes "hello" to the log. It runs in wave 1, waiting for nothing.\n'
    )


def test_a_stage_that_is_not_there(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", TWO)

    result = invoke("explain", "main.pipeline.json", "--stage", "nope")

    assert result.exit_code == 2
    assert 'has no stage "nope"; there are "say", "end"' in result.stderr


@pytest.mark.parametrize(
    ("place", "said"),
    [("7:43", "What the run is given"), ("5:13", "`say`"), ("6:1-7:2", '"end" asks')],
)
def test_what_stands_at_a_place(write: Write, invoke: Invoke, place: str, said: str) -> None:
    write("main.pipeline.json", TWO)

    result = invoke("explain", "main.pipeline.json", "--at", place)

    assert said in result.stdout


def test_a_place_that_is_none(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("explain", "main.pipeline.json", "--at", "there")

    assert result.exit_code == 2
    assert '"there" is no place: write LINE:COLUMN' in result.stderr


def test_a_picture_is_well_formed(write: Write, invoke: Invoke) -> None:
    """Whatever a file calls its stages, it is text in the picture."""
    write("main.pipeline.json", TWO.replace('"end"', '"<script>&"'))

    result = invoke("explain", "main.pipeline.json", "--diagram", "svg")

    root = ET.fromstring(result.stdout)  # noqa: S314 - our own text.
    names = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<script>&" in names


def test_a_flowchart(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", TWO)

    result = invoke("explain", "-", "--diagram", "mermaid", stdin=TWO)

    assert result.stdout.splitlines()[:3] == [
        "flowchart TD",
        '  s1["say<br/>logger"]',
        '  s2["end<br/>generator"]',
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"stages": [1, {}, {"id": 3}]}', "\x00"])
def test_broken_files_are_explained_as_far_as_they_go(invoke: Invoke, text: str) -> None:
    for form in (("--output-format", "json"), (), ("--diagram", "svg"), ("--diagram", "mermaid")):
        assert invoke("explain", "-", *form, stdin=text).exit_code == 0
