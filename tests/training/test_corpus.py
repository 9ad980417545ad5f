"""What the nano model is trained on beside plans: exercises, drafts, small tasks."""

from random import Random

import pytest

pytest.importorskip("tokenizers", reason="the extra `train` is not installed")
from training import exercises
from training.corpus import Source
from training.dataset import pair
from training.drafts import Drafter, written_first
from training.example import authored
from training.tasks import documents, questions


def test_copy_is_the_draft_said_again() -> None:
    for seed in range(20):
        prompt, reply = exercises.copy(Random(seed))
        draft = prompt.partition("<hints>")[2].removesuffix("<do>")
        assert draft
        assert reply == f"{draft}<end>"


def test_draft_stands_between_request_and_reply() -> None:
    example = next(authored())
    draft = Drafter({}, {}).draft(example)
    made = pair(example, draft)
    assert draft == "<ask><goal>"
    assert made is not None
    assert made[0].endswith("<hints><ask><goal><do>")


def test_later_voices_are_in_no_fold() -> None:
    voices = {example.source for example in authored()}
    first = {example.source for example in written_first(authored())}
    assert voices - first == {voice for voice in voices if voice.startswith("more")}


@pytest.mark.parametrize("source", [documents.pairs, questions.pairs])
def test_what_is_held_out_is_never_learnt(source: Source) -> None:
    learnt = {prompt for prompt, _ in source(Random(1), 400)}
    held_out = {prompt for prompt, _ in source(Random(1), 100, held_out=True)}
    assert held_out
    assert not learnt & held_out
