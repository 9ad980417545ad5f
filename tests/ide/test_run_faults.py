"""A failed dry run points at the place that made it fail."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowmason_assist.engine.session import EngineSession
from flowmason_assist.ide.run.faults import faults
from flowmason_assist.ide.run.report import report, verdict
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.settings import LintSettings
from tests.support.runners.ide import catalogue


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineSession]:
    with EngineSession() as session:
        yield session


@pytest.mark.parametrize(
    ("stage", "place"),
    [
        ({"config": {"prompt": "A {{upstream.x.y}} {{input.z}}"}}, "x"),
        ({"config": {"prompt": "x", "temperature": 9}}, "9"),
        ({"config": {"prompt": "x", "max_tokens": "many"}}, '"many"'),
        ({"config": {}}, '"config"'),
        ({"component_type": "generatr", "config": {"prompt": "x"}}, '"generatr"'),
    ],
)
def test_the_place_at_fault_is_underlined(
    engine: EngineSession, stage: dict[str, object], place: str
) -> None:
    whole = {"id": "draft", "component_type": "generator", **stage}
    text = json.dumps({"name": "menu", "stages": [whole]}, indent=2)
    snapshot = make_snapshot(Path("main.pipeline.json"), text, 1, catalogue(), LintSettings())

    found = faults(snapshot, engine.run(text))

    assert [place] == [each.span.of(text) for each in found]


def test_a_file_that_does_not_load_is_underlined_at_its_start(engine: EngineSession) -> None:
    text = '{"stages": []}'
    snapshot = make_snapshot(Path("main.pipeline.json"), text, 1, catalogue(), LintSettings())
    run = engine.run(text)

    assert [each.span.of(text) for each in faults(snapshot, run)] == ["{"]
    assert verdict(run) == "does not load"


def test_a_report_quotes_what_the_pipeline_says(engine: EngineSession) -> None:
    """Neither a name nor an output can format or link anything in the report."""
    text = json.dumps(
        {
            "name": "menu",
            "stages": [
                {
                    "id": "a",
                    "component_type": "variable_set",
                    "config": {"name": "x", "value": "```\n[here](https://example.com)"},
                }
            ],
        }
    )

    shown = report("[menu](x).json", engine.run(text))

    assert shown.startswith("**Dry run of `[menu](x).json`**: runs: 1 stage")
    assert shown.count("```") % 2 == 0
    assert "'''" in shown
