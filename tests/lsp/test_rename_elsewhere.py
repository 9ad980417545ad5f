"""A new name for an input reaches the tests of a pipeline, and the pipelines that run it."""

import json
from pathlib import Path

from flowmason_assist.ide.elsewhere import edits_elsewhere, names_of
from flowmason_assist.ide.names import Name, NameKind
from flowmason_assist.lsp.neighbors import neighbors
from flowmason_assist.lsp.session import Session
from flowmason_assist.text.edit import apply

PART = {
    "id": "clean-up",
    "name": "Clean up",
    "input_schema": {"properties": {"topic": {"type": "string"}}},
    "stages": [],
}
TEST = {"name": "t", "pipeline": "part.pipeline.json", "tests": [{"input": {"topic": "x"}}]}
WHOLE = {
    "name": "whole",
    "stages": [
        {
            "id": "part",
            "component_type": "subpipeline",
            "config": {"pipeline_id": "clean-up", "input_data": {"topic": "{{input.topic}}"}},
        }
    ],
}
OTHER = {"name": "o", "pipeline": "other.pipeline.json", "tests": [{"input": {"topic": "x"}}]}


def test_tests_and_wholes_are_changed_and_nothing_else(tmp_path: Path) -> None:
    files = {
        "part.pipeline.json": PART,
        "part.test.json": TEST,
        "deep/whole.pipeline.json": WHOLE,
        "other.test.json": OTHER,
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    session = Session()
    part = tmp_path / "part.pipeline.json"
    session.write(part.as_uri(), part.read_text(encoding="utf-8"), 1)
    snapshot = session.snapshot(part.as_uri())
    assert snapshot is not None
    topic = Name(NameKind.INPUT, "topic")

    changed = {
        path.name: json.loads(apply(text, edits))
        for path, text in neighbors(session, part)
        if (edits := edits_elsewhere(path, text, topic, names_of(snapshot), "theme"))
    }

    assert changed.keys() == {"part.test.json", "whole.pipeline.json"}
    assert changed["part.test.json"]["tests"] == [{"input": {"theme": "x"}}]
    stage = changed["whole.pipeline.json"]["stages"][0]
    assert stage["config"]["input_data"] == {"theme": "{{input.topic}}"}
