"""Data of the small tasks: the same each time, in tokens that exist, pointing at what is there."""

import re
from itertools import islice
from random import Random

import pytest

from flowmason_assist.assist.understand.form import special_tokens
from flowmason_assist.assist.understand.small_tasks import chosen
from training.batches import Pair
from training.corpus import SMALL_TASKS, Corpus, small_tasks

STRUCTURE = re.compile(r"<[^<>\s]+>")
SLOT = re.compile(r"<[VCSFNPQUEL]\d+>")
CORPUS = Corpus(frozenset({"chatty"}), seed=4)


def some(seed: int) -> list[Pair]:
    return list(small_tasks(Random(seed), 60))


def test_the_same_seed_gives_the_same_pairs() -> None:
    assert some(1) == some(1)
    assert some(1) != some(2)


def test_every_structural_token_is_known() -> None:
    known = set(special_tokens())

    unknown = {token for pair in some(3) for token in STRUCTURE.findall("".join(pair))} - known

    assert not unknown


def test_replies_point_only_at_what_the_prompt_holds() -> None:
    for prompt, reply in some(4):
        assert set(SLOT.findall(reply)) <= set(SLOT.findall(prompt)), (prompt, reply)


@pytest.mark.parametrize("task", SMALL_TASKS)
def test_replies_end(task: str) -> None:
    for prompt, reply in islice(SMALL_TASKS[task](Random(5), 20), 20):
        assert prompt.endswith("<do>")
        assert reply.endswith("<end>")
        assert chosen(reply)


def test_held_out_voices_are_not_learnt_from() -> None:
    learnt = {example.source for example in CORPUS.training()}
    kept = {example.source for example in CORPUS.validation()}

    assert kept == {"chatty"}
    assert learnt
    assert not learnt & kept
