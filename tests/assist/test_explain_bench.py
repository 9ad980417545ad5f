"""Explanations say what is so, of pipelines that nobody has seen; `bench.explain` takes more."""

import pytest

from bench.accuracy.dice import Dice
from bench.accuracy.generator import sound
from bench.accuracy.judge import WORLD
from bench.explain.lies import lies, truths
from bench.explain.truth import truth
from flowmason_assist.analysis.facts import analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.assist.explain.account import Account
from flowmason_assist.assist.explain.check import problems
from flowmason_assist.assist.explain.describe import account
from flowmason_assist.assist.explain.graph import graph
from flowmason_assist.assist.explain.mermaid import mermaid
from flowmason_assist.assist.explain.svg import svg
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.syntax.document import parse_document
from tests.support.runners.ide import catalogue

SEEDS = range(1, 41)


def described(text: str) -> Account:
    return account(analyze(parse_document(text), catalogue(), READERS["cli"]))


def test_facts_are_those_of_the_file_and_of_a_run() -> None:
    with EngineSession() as engine:
        for seed in SEEDS:
            pipeline = sound(seed)
            known = truth(pipeline.pipeline, engine.run(pipeline.text, pipeline.inputs, WORLD))
            for stage in described(pipeline.text).stages:
                assert (seed, stage.id, known.reads[stage.id]) == (
                    seed,
                    stage.id,
                    frozenset(stage.reads),
                )
                assert known.waves[stage.id] == stage.wave
                assert known.provides.get(stage.id, set(stage.provides)) == set(stage.provides)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_may_say_what_is_so_and_nothing_else(seed: int) -> None:
    found = described(sound(seed).text)

    refused = [each for each in truths(found) if problems(each, found, catalogue())]
    believed = [
        sentence
        for _, sentence in lies(found, Dice(f"lies of {seed}"))
        if not problems(sentence, found, catalogue())
    ]

    assert refused == []
    assert believed == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_pipeline_can_be_drawn(seed: int) -> None:
    drawn = graph(analyze(parse_document(sound(seed).text), catalogue(), READERS["cli"]))

    assert svg(drawn).count("<rect") == len(drawn.boxes)
    assert mermaid(drawn).count("-->") == len(drawn.edges)
