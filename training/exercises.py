"""
Exercises in pointing and copying.

To copy the mark behind a word, or a step of a draft, is what plans need most, and few of their
tokens train it: most are easy to guess. Here only who looks back can know what follows.
"""

from collections.abc import Iterator
from functools import cache
from random import Random

from flowmason_assist.assist.understand.extract import LIMITS, Slots, extract
from flowmason_assist.assist.understand.form import special_tokens, words
from flowmason_assist.assist.understand.tokens import Kind
from training.batches import Pair
from training.compose.phrases import bank
from training.example import Example

MOST_WORDS = 8
LEAST_COPIED, MOST_COPIED = 4, 24  # Tokens.
MOST_MARKED = 12


def pair(example: Example, random: Random) -> Pair | None:
    """Some words of a request, and for each its clause and its slot; None without words."""
    slots = extract(example.request)
    known = list(_words(slots))
    if not known:
        return None
    chosen = random.sample(known, min(len(known), MOST_WORDS))
    asked = "".join(f" {word}" for word, _ in chosen)
    marks = "".join(marks for _, marks in chosen)
    return f"<plan>{words(slots)}<text>{asked}<do>", f"{marks}<end>"


def copy(random: Random) -> Pair:
    """Structural tokens without any sense behind words without any, to be said again."""
    marks = sorted(random.sample(range(1, LIMITS[Kind.WORD] + 1), random.randint(0, MOST_MARKED)))
    said = "".join(f" {random.choice(_vocabulary())}<S{mark}>" for mark in marks)
    count = random.randint(LEAST_COPIED, MOST_COPIED)
    draft = "".join(random.choices(_copied(), k=count))
    return f"<plan>{said}<hints>{draft}<do>", f"{draft}<end>"


@cache
def _vocabulary() -> list[str]:
    texts = (phrase.text.lower() for phrases in bank().values() for phrase in phrases)
    return sorted({word for text in texts for word in text.split() if word.isalpha()})


@cache
def _copied() -> list[str]:
    """Every structural token that may stand in a draft."""
    return [token for token in special_tokens() if token not in {"<do>", "<end>", "<hints>"}]


def _words(slots: Slots) -> Iterator[tuple[str, str]]:
    """Words that stand in a request once, with their marks."""
    marked = [(name, token) for name, token in slots.named.items() if token.is_word]
    texts = [token.lower for _, token in marked]
    for name, token in marked:
        if texts.count(token.lower) == 1:
            yield token.lower, f"<C{slots.clause_at(token.span.start) + 1}><{name}>"
