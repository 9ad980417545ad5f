"""Linear models: learned, written as text, read back."""

import pytest

from flowmason_assist.assist.understand.candidates import candidates
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.weights import read_models, write_model
from training.example import authored

pytest.importorskip("scipy", reason="the extra `train` is not installed")
from training.drafts import folds
from training.linear import Course, Row, learn

ROWS = [
    Row(frozenset({"summarise", "it"}), frozenset({"summarizer"})),
    Row(frozenset({"translate", "it"}), frozenset({"translator"})),
    Row(frozenset({"it"}), frozenset()),
] * 5


def test_learned_model_tells_classes_apart_after_it_was_written_and_read() -> None:
    learned = learn(ROWS, Course(epochs=60, rate=0.5))
    read = read_models("head\n" + write_model("clause", learned))["clause"]
    assert read.classes == ("summarizer", "translator")
    likely = read.probabilities(["summarise", "it", "never seen"])
    assert likely["summarizer"] > 0.8
    assert likely["translator"] < 0.2
    assert read.likeliest(["translate"]) == "translator"


def test_exclusive_model_learns_one_class_a_row() -> None:
    rows = [row for row in ROWS if row.classes]
    learned = learn(rows, Course(is_exclusive=True, epochs=60, rate=0.5))
    assert learned.likeliest(["summarise"]) == "summarizer"


def test_nothing_is_likely_without_a_model() -> None:
    found = candidates(extract("summarise it, then log it"), {})
    assert not any(found.components().values())
    assert found.scope == {}


def test_each_voice_is_tested_once_and_never_taught_then() -> None:
    examples = list(authored())
    seen: set[str] = set()
    for taught, tested in folds(examples):
        voices = {example.source for example in tested}
        assert not voices & {example.source for example in taught}
        assert not voices & seen
        seen |= voices
    assert seen == {example.source for example in examples}


def test_features_may_look_like_the_head_of_a_model() -> None:
    rows = [Row(frozenset({"[", "[clause]"}), frozenset({"one"})), *ROWS]
    written = write_model("clause", learn(rows, Course(least=1, smallest=1)))
    assert {"[", "[clause]"} <= set(read_models("head\n" + written)["clause"].rows)
