"""Pairs of prompt and reply as batches of token numbers, of few shapes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Pair = tuple[str, str]  # What the model reads, and what it should write.
Numbers = NDArray[np.int64]

# Every new shape costs time: a kernel is prepared for it.
LENGTHS = (32, 64, 96, 128, 192, 256, 384, 512)
NO_TARGET = -100
SPLIT_WORDS = 0.05  # How many words are given as two: what is misspelt or unknown is then no news.
SHIFTED = (
    0.7  # How many pairs have their words numbered from later on: to count is no way to point.
)
HIGHEST = {"S": 80, "C": 24}
MARK = re.compile(r"<([SC])(\d+)>")


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of token numbers, and for each place the token that should follow, or `NO_TARGET`."""

    tokens: Numbers
    targets: Numbers


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair as token numbers; the reply starts at `start`."""

    tokens: list[int]
    start: int


def encode(tokenizer: Tokenizer, pairs: Iterable[Pair]) -> list[Encoded]:
    """Pairs as they are, without those that are too long."""
    listed = list(pairs)
    prompts = tokenizer.encode_batch([prompt for prompt, _ in listed])
    replies = tokenizer.encode_batch([reply for _, reply in listed])
    both = zip(prompts, replies, strict=True)
    encoded = (Encoded(prompt.ids + reply.ids, len(prompt.ids)) for prompt, reply in both)
    return [each for each in encoded if len(each.tokens) <= LENGTHS[-1] + 1]


def varied(tokenizer: Tokenizer, pairs: Iterable[Pair], random: Random) -> list[Encoded]:
    """Pairs with words split at random and marks renumbered, for training."""
    encoded = encode(tokenizer, [_renumbered(pair, random) for pair in pairs])
    halves = Halves(tokenizer)
    for index, each in enumerate(encoded):
        prompt = [half for token in each.tokens[: each.start] for half in halves.of(token, random)]
        tokens = prompt + each.tokens[each.start :]
        if len(tokens) <= LENGTHS[-1] + 1:
            encoded[index] = Encoded(tokens, len(prompt))
    return encoded


class Halves:
    """Splits tokens of words in two, now and then."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        structure = tokenizer.get_added_tokens_decoder()
        self.numbers = tokenizer.get_vocab()
        self.texts = {
            number: text for text, number in self.numbers.items() if number not in structure
        }

    def of(self, token: int, random: Random) -> list[int]:
        """The token alone or, by chance, two that spell the same."""
        if random.random() >= SPLIT_WORDS:
            return [token]
        text = self.texts.get(token, "")
        places = range(1, len(text))
        ways = [(text[:place], text[place:]) for place in places]
        known = [way for way in ways if way[0] in self.numbers and way[1] in self.numbers]
        return [self.numbers[part] for part in random.choice(known)] if known else [token]


def batched(encoded: Iterable[Encoded], tokens: int, random: Random) -> Iterator[Batch]:
    """Batches of about so many tokens each, in random order; rows are padded to few lengths."""
    waiting: dict[int, list[Encoded]] = defaultdict(list)
    for each in encoded:
        length = next(length for length in LENGTHS if length >= len(each.tokens) - 1)
        waiting[length].append(each)
    groups = []
    for length, members in sorted(waiting.items()):
        random.shuffle(members)
        rows = max(1, tokens // length)
        starts = range(0, len(members), rows)
        groups += [(length, rows, members[start : start + rows]) for start in starts]
    random.shuffle(groups)
    for length, rows, members in groups:
        yield _batch(members, rows, length)


def _batch(members: list[Encoded], rows: int, length: int) -> Batch:
    tokens = np.zeros((rows, length), np.int64)
    targets = np.full((rows, length), NO_TARGET, np.int64)
    for row, each in enumerate(members):
        end = len(each.tokens) - 1
        tokens[row, :end] = each.tokens[:-1]
        targets[row, each.start - 1 : end] = each.tokens[each.start :]
    return Batch(tokens, targets)


def _renumbered(pair: Pair, random: Random) -> Pair:
    if random.random() >= SHIFTED:
        return pair
    shifts = {}
    for letter, highest in HIGHEST.items():
        numbers = [int(number) for kind, number in MARK.findall(pair[0]) if kind == letter]
        room = highest - max(numbers, default=highest)
        shifts[letter] = random.randint(0, max(0, room))

    def moved(mark: re.Match[str]) -> str:
        return f"<{mark[1]}{int(mark[2]) + shifts[mark[1]]}>"

    return MARK.sub(moved, pair[0]), MARK.sub(moved, pair[1])
