"""Every component that works has an example that runs in the real engine."""

import json
from typing import Any

import pytest

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.engine.options import CannedResponse, DryRunOptions, Reader
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.resources import folder

Json = Any

EXAMPLES: dict[str, Json] = {
    component.name: component.example
    for component in load_catalogue(folder("schemas"))
    if component.example
}


def test_every_component_that_works_has_one() -> None:
    works = {
        component.name
        for component in load_catalogue(folder("schemas"))
        if component.registered and component.usable
    }

    assert set(EXAMPLES) == works


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_shows_its_component(name: str) -> None:
    stages = EXAMPLES[name]["stages"]

    assert name in [stage["component_type"] for stage in stages]
    assert set(stages[0]) <= {"id", "component_type", "depends_on", "config"}


@pytest.mark.parametrize("reader", ["cli", "core"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_example_runs(name: str, reader: Reader, engine: EngineSession) -> None:
    """With a made-up model and web; without the packages that some components want."""
    example = EXAMPLES[name]
    options = DryRunOptions(reader=reader, responses=(CannedResponse("example", body={"ok": 1}),))

    run = engine.run(json.dumps(example), options=options)

    types = {stage["id"]: stage["component_type"] for stage in example["stages"]}
    # Ending an iteration is an error that the loop survives.
    survived = {stage for stage in run.errors if types[stage] != "continue_loop"}
    assert (run.error_message, survived) == (None, set())
    assert run.runs
    assert example["output_stage_id"] in run.executed
    assert {*run.executed, *run.skipped} >= {stage["id"] for stage in example["stages"]}
