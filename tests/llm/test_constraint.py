"""What answers must look like can be followed token by token."""

import json
from pathlib import Path

import pytest
from llguidance import LLMatcher

from flowmason_assist.llm.worker.constraint import definition
from flowmason_assist.resources import folder

REPLIES = sorted((folder("schemas") / "replies").glob("*.json"))


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_every_schema_of_replies_can_be_followed(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))

    assert not LLMatcher.validate_grammar(definition(None, schema))
