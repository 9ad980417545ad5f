"""
A text prepared for looking at it many times.

Pipelines repeat few words many times. Whether a word stands in a text is asked of the list of
its different words, which is short, so that looking for hundreds of words costs next to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_LONG_TOKEN = re.compile(r"[\w+/=.~%$-]{16,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class View:
    """
    A text, and what stands in it somewhere.

    `lower` is as long as `text`. `words` are in small letters, `vocabulary` has them all, and
    `tokens` are the long ones without a blank inside, as they are written.
    """

    text: str
    lower: str
    words: frozenset[str]
    vocabulary: str
    tokens: frozenset[str]

    def places(self, phrase: str) -> Iterator[int]:
        """Give where a phrase in small letters stands, also as a part of other words."""
        if all(word in self.vocabulary for word in _WORD.findall(phrase)):
            at = self.lower.find(phrase)
            while at >= 0:
                yield at
                at = self.lower.find(phrase, at + 1)

    def whole_places(self, phrase: str) -> Iterator[int]:
        """Give where a phrase stands that begins with a whole word."""
        first = _WORD.search(phrase)
        if first is None or first[0] in self.words:
            yield from (at for at in self.places(phrase) if not self.lower[at - 1 : at].isalnum())


def view_of(text: str) -> View:
    """Prepare a text."""
    lower = text.lower()
    if len(lower) != len(text):  # A few capitals become two characters.
        lower = "".join(each if len(each.lower()) > 1 else each.lower() for each in text)
    different = "\n".join(frozenset(text.split()))
    words = frozenset(_WORD.findall(different.lower()))
    tokens = frozenset(_LONG_TOKEN.findall(different))
    return View(text, lower, words, "\n".join(words), tokens)
