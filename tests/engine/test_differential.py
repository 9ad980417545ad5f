"""
Our verdict against the engine's, on pipelines that nobody wrote by hand.

`python -m bench.accuracy` measures the same on thousands; see docs/accuracy.md.
"""

from collections.abc import Sequence

import pytest

from bench.accuracy.dice import Dice
from bench.accuracy.faults import broken, families
from bench.accuracy.fields import components
from bench.accuracy.generator import sound
from bench.accuracy.measure import Judged, Score, cases, judged
from bench.accuracy.verdict import ours

# Registered, but unable to do their job from a file.
UNRUNNABLE = {"break_loop", "continue_loop", "parallel", "retry", "subpipeline", "timeout"}


@pytest.fixture(scope="module")
def verdicts() -> Sequence[Judged]:
    """What we say about forty sound pipelines and the faults put into them."""
    return list(judged(cases(range(600, 640)), ours, ["cli"]))


def test_the_engine_runs_every_sound_pipeline(verdicts: Sequence[Judged]) -> None:
    """A generated pipeline that fails would make all other numbers worthless."""
    failing = [
        one.case.sound.seed
        for one in verdicts
        if one.case.broken is None and set(one.case.labels.values()) != {"clean"}
    ]

    assert failing == []


def test_pipelines_that_do_all_that_is_written_have_no_error(verdicts: Sequence[Judged]) -> None:
    """The engine runs them, so an error would be a false one."""
    accused = [
        (one.case.sound.seed, one.case.kind, found.code, found.pointer)
        for one in verdicts
        if one.case.labels["cli"] == "clean"
        for found in one.findings
        if found.severity == "error"
    ]

    assert accused == []


def test_failing_pipelines_have_an_error_where_the_fault_is(verdicts: Sequence[Judged]) -> None:
    """The promise of docs/accuracy.md, on a sample."""
    score = Score()
    for one in verdicts:
        score.add(one.case, one.reader, one.findings)

    assert score.caught.total > 50
    assert score.caught.share >= 0.98
    assert score.placed.share >= 0.95


def test_a_seed_always_gives_the_same_pipeline() -> None:
    """Otherwise nobody could look at a case again."""
    assert [sound(seed).text for seed in range(1, 20)] == [
        sound(seed).text for seed in range(1, 20)
    ]


def test_generated_pipelines_use_every_component_that_can_run() -> None:
    """A component that never turns up is never judged."""
    used = {
        stage["component_type"]
        for seed in range(1, 120)
        for stage in sound(seed).pipeline["stages"]
    }

    assert used == set(components()) - UNRUNNABLE


@pytest.mark.parametrize("family", families())
def test_every_kind_of_fault_fits_somewhere(family: str) -> None:
    """A fault that never fits measures nothing."""
    wanted = set(families()[family])
    for seed in range(1, 800):
        pipeline = sound(seed)
        dice = Dice(seed)
        wanted -= {kind for kind in wanted if broken(pipeline, family, kind, dice) is not None}
        if not wanted:
            break

    assert wanted == set()
