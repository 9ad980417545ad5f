"""The pipelines that speed is measured with are sound ones."""

import pytest

from bench.speed.edits import TYPED, renaming, typing
from bench.speed.pipelines import pipeline_text
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.engine.dry_run import dry_run
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document


@pytest.mark.parametrize("stages", [1, 12, 40])
def test_they_have_neither_errors_nor_warnings(stages: int) -> None:
    document = parse_document(pipeline_text(stages, seed=1))

    findings = check(document, load_catalogue(folder("schemas")), LintSettings())
    assert len(document.stages) == stages
    assert not [each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)]


def test_the_engine_runs_them() -> None:
    assert dry_run(pipeline_text(12, seed=2)).runs


def test_seeds_give_different_files_and_the_same_again() -> None:
    texts = {pipeline_text(12, seed) for seed in range(20)}

    assert len(texts) == 20
    assert pipeline_text(12, 7) in texts


def test_typing_goes_on_character_by_character() -> None:
    text = pipeline_text(12, seed=3)

    versions = [text, *typing(text, len(TYPED) + 5, seed=0)]
    lengths = [len(version) for version in versions]
    assert lengths == list(range(len(text), len(text) + len(TYPED) + 6))


def test_a_renamed_id_is_given_back() -> None:
    text = pipeline_text(12, seed=3)

    first, second = renaming(text, 1, seed=0)
    assert len(first) == len(text) + 1
    assert second == text
