"""Edge jobs: anomalies by statistics, choices and summaries with and without a model."""

import asyncio
import json
from typing import Any

import pytest

from flowmason_assist.assist.edge.anomalies import anomalies
from flowmason_assist.assist.edge.texts import classify, summarize, text_of
from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.drive import drive, run_without_model
from flowmason_assist.llm.providers.scripted import Scripted

STEADY: list[Any] = [20.1, 19.8, 20.3, 20.0, 19.9, 20.2]


@pytest.mark.parametrize(
    ("payload", "paths"),
    [
        (STEADY, []),
        ([*STEADY, 95.0], ["/6"]),
        ([0, 0, 0, 0, 0, 0, 0, 0, 7], ["/8"]),
        ([{"t": each} for each in [*STEADY, -40]], ["/6/t"]),
        ({"a/b": [*STEADY, 500]}, ["/a~1b/6"]),
        ([*[{"t": 1} for _ in range(19)], {"t": "n/a"}], ["/19/t"]),
        ([*[{"t": 1, "u": 2} for _ in range(19)], {"t": 1}], ["/19"]),
        ([1, 2], []),
        ("text", []),
        ([], []),
    ],
)
def test_what_stands_out_is_found(payload: Any, paths: list[str]) -> None:  # noqa: ANN401 - JSON
    assert [each.path for each in anomalies(payload)] == paths


def test_without_a_model_shared_words_decide_or_nobody() -> None:
    text = "My invoice shows the wrong amount; please correct the billing."

    sure = run_without_model(classify(text, ["billing", "shipping"]))
    unsure = run_without_model(classify("Hello there", ["billing", "shipping", "other"]))

    assert sure.name == "billing"
    assert sum(sure.scores.values()) == pytest.approx(1, abs=1e-3)
    assert unsure.name is None


def test_the_model_points_at_a_label() -> None:
    model = Scripted(["<V2><end>"], dialect=Dialect.NANO)

    found = asyncio.run(drive(classify("Hello there", ["billing", "greeting"]), model))

    assert found.name == "greeting"
    assert '"<V1>" | "<V2>"' in (model.requests[0].grammar or "")


def test_a_larger_model_answers_in_json() -> None:
    model = Scripted([json.dumps({"label": "greeting"})])

    assert asyncio.run(drive(classify("Hi", ["billing", "greeting"]), model)).name == "greeting"


def test_a_summary_holds_whole_sentences() -> None:
    text = "The pump failed. It rained. The pump failed because the valve of the pump was stuck."

    assert run_without_model(summarize(text, 1)) in text
    assert run_without_model(summarize("Short.", 2)) == "Short."
    model = Scripted(["<C3><end>"], dialect=Dialect.NANO)
    assert asyncio.run(drive(summarize(text, 2), model)).startswith("The pump failed because")


def test_records_become_text() -> None:
    assert text_of({"sensor": "a", "values": [1, 2]}) == "sensor: a. values: 1 2."
