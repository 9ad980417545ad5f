"""Held-out questions are answered as well as we say, without a model."""

from pathlib import Path

import pytest

from bench import ask
from bench.ask.measure import ask_all, read_questions, score
from bench.ask.report import misses

FOLDER = Path(ask.__path__[0])


@pytest.mark.parametrize("name", ["first", "second", "third", "fourth"])
def test_questions_are_answered_from_the_guide(name: str) -> None:
    outcomes = list(ask_all(read_questions(FOLDER / f"{name}.toml")))
    found = score(outcomes)

    assert found.key_facts >= 0.85, "\n".join(misses(outcomes))
    assert found.wrong_facts <= 0.01
    assert found.scope >= 0.95, "\n".join(misses(outcomes))
    assert found.sources == 1.0
