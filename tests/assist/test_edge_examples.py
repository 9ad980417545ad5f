"""Examples teach labels, and what they do not cover is left alone."""

import pytest

from flowmason_assist.assist.edge.examples import Example, learn
from flowmason_assist.assist.edge.texts import classify
from flowmason_assist.llm.drive import run_without_model

LABELS = ["heating", "access"]
EXAMPLES = [
    Example(label, text)
    for label, texts in {
        "heating": ("boiler locked out", "boiler water low", "radiator valve stuck"),
        "access": ("door held open", "badge refused at the door", "unknown badge"),
    }.items()
    for text in texts
]


def test_what_resembles_examples_gets_their_label() -> None:
    learned = learn(LABELS, EXAMPLES)

    found = run_without_model(classify("boilers lock out", LABELS, learned=learned))

    assert found.name == "heating"
    assert sum(found.scores.values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("text", ["", "?", "completely elsewhere", "日本語"])
def test_what_resembles_nothing_gets_no_label(text: str) -> None:
    learned = learn(LABELS, EXAMPLES)

    assert run_without_model(classify(text, LABELS, learned=learned)).name is None


def test_the_same_is_always_learned() -> None:
    first, again = learn(LABELS, EXAMPLES), learn(LABELS, EXAMPLES)

    assert first.scores("the door of the boiler") == again.scores("the door of the boiler")


def test_one_example_of_each_proves_little() -> None:
    learned = learn(LABELS, [EXAMPLES[0], EXAMPLES[-1]])

    assert max(learned.scores("badge").values()) < 0.8


def test_a_label_without_examples_has_its_name() -> None:
    learned = learn([*LABELS, "lift"], EXAMPLES)

    scores = learned.scores("lift")

    assert max(scores, key=lambda name: scores[name]) == "lift"
