"""Which clause of a request each step of its plan comes from."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.align import align as aligned
from flowmason_assist.assist.understand.extract import Slots

_PHRASES = Path(__file__).parent / "phrases"
_MOST_OF_A_WORD = 3.0


def align(plan: Plan, slots: Slots) -> tuple[int, ...]:
    """The clause, from 1, of each step in the order of the steps, by the words of our phrases."""
    texts = [clause.of(slots.request) for clause in slots.clauses]
    return aligned(plan, slots, lambda component, clause: _typical(component, texts[clause]))


def _typical(component: str, text: str) -> float:
    weights = sorted(
        (_weights().get((component, word), 0.0) for word in _words(text)), reverse=True
    )
    return sum(weights[:2])


@cache
def _weights() -> dict[tuple[str, str], float]:
    """How much more often a word stands in the phrases for a component than in all phrases."""
    counts = Counter(_phrase_words())
    by_word: Counter[str] = Counter()
    by_component: Counter[str] = Counter()
    for (component, word), count in counts.items():
        by_word[word] += count
        by_component[component] += count
    total = by_word.total()
    return {
        (component, word): min(max(ratio, 0.0), _MOST_OF_A_WORD)
        for (component, word), count in counts.items()
        if (ratio := math.log((count / (by_word[word] + 1.0)) / (by_component[component] / total)))
        > 0
    }


def _phrase_words() -> Iterator[tuple[str, str]]:
    for path in sorted(_PHRASES.glob("*.txt")):
        component = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                first = line.lstrip("# ").split(maxsplit=1)[0] if line.strip("# ") else ""
                component = first if first in vocabulary() and path.stem == first else component
            elif component:
                yield from ((component, word) for word in _words(re.sub(r"\{\w+\}", "", line)))


def _words(text: str) -> Sequence[str]:
    return re.findall(r"[^\W\d_]+", text.lower())
