"""
Exercises in pointing: the marks of some words of a request.

To copy the mark behind a word is what plans need most, and few of their tokens train it; here
every token does.
"""

from collections.abc import Iterator
from random import Random

from flowmason_assist.assist.understand.extract import Slots, extract
from flowmason_assist.assist.understand.form import words
from training.batches import Pair
from training.example import Example

MOST_WORDS = 8


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


def _words(slots: Slots) -> Iterator[tuple[str, str]]:
    """Words that stand in a request once, with their marks."""
    marked = [(name, token) for name, token in slots.named.items() if token.is_word]
    texts = [token.lower for _, token in marked]
    for name, token in marked:
        if texts.count(token.lower) == 1:
            yield token.lower, f"<C{slots.clause_at(token.span.start) + 1}><{name}>"
