"""Applied suggestions keep every template, and a pipeline that ran still runs."""

import json
import re
from pathlib import Path

import pytest

from flowmason_assist.assist.suggest.estimate import estimates
from flowmason_assist.assist.suggest.kinds import KINDS
from flowmason_assist.assist.suggest.suggest import Wanted, apply_all
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from tests.support.runners.lint import catalogue

ROOT = Path(__file__).parents[2]
TEMPLATE = re.compile(r"\{\{[^}]+\}\}")
EXAMPLES = [each for each in catalogue().components.values() if isinstance(each.example, dict)]


def _linted(text: str) -> Linted:
    return lint(parse_document(text), catalogue(), LintSettings())


@pytest.fixture(scope="module")
def engine() -> EngineSession:
    return EngineSession()


@pytest.mark.parametrize("component", EXAMPLES, ids=lambda each: each.name)
def test_applied_suggestions_keep_templates_and_run(
    component: object, engine: EngineSession
) -> None:
    text = json.dumps(component.example, indent=2)  # type: ignore[attr-defined]

    edited, applied = apply_all(_linted(text), Wanted(), lambda _text: True)

    assert sorted(TEMPLATE.findall(text)) == sorted(TEMPLATE.findall(edited))
    assert engine.run(edited).runs
    assert all(each.verified for each in applied)


def test_a_call_in_a_loop_has_no_number() -> None:
    text = json.dumps(
        {
            "name": "each",
            "stages": [
                {
                    "id": "each",
                    "component_type": "foreach",
                    "config": {"items": "{{input.rows}}", "loop_stages": ["write"]},
                },
                {
                    "id": "write",
                    "component_type": "generator",
                    "depends_on": ["each"],
                    "config": {"prompt": "Write about it: " + "x" * 400, "max_tokens": 100},
                },
            ],
        }
    )

    (estimate,) = estimates(_linted(text).facts)

    assert estimate.calls is None
    assert estimate.prompt_tokens == 104
    assert estimate.most_answer_tokens == 100
    assert estimate.most_seconds == 2.0


def test_the_page_gives_the_range_of_each_kind() -> None:
    page = (ROOT / "docs" / "suggestions.md").read_text(encoding="utf-8")

    for kind in KINDS:
        low, high = kind.temperature
        row = f"| {kind.name} | {low:g} to {high:g} | {kind.usual:g} | {kind.max_tokens} |"
        assert row in page
