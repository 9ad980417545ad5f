"""Which name somebody most likely meant."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_CUTOFF = 0.75

_CASE_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
# Words that people add to a name, as in "generator_node" or "core.filter".
_FILLERS = frozenset({"component", "core", "flowmason", "node", "operator", "stage"})


@dataclass(frozen=True, slots=True)
class Names:
    """Names that exist, and the wrong ones whose meaning is known."""

    known: tuple[str, ...]
    synonyms: Mapping[str, str]

    def nearest(self, wrong: str) -> str | None:
        """
        Give the known name that a wrong one most likely means, or None.

        The same words in another spelling come first, then a known meaning, then a likeness,
        then a known name inside a longer one.
        """
        words = _words(wrong)
        meanings = self._meanings()
        return next(filter(None, self._candidates(words, meanings)), None)

    def _candidates(
        self, words: tuple[str, ...], meanings: Mapping[str, str]
    ) -> Iterator[str | None]:
        joined = "_".join(words)
        yield meanings.get(joined)
        close = get_close_matches(joined, meanings, n=1, cutoff=_CUTOFF)
        yield meanings[close[0]] if close else None
        longest_first = sorted(words, key=len, reverse=True)
        yield from (word for word in longest_first if word in self.known)
        yield from (meanings[word] for word in longest_first if word in meanings)

    def _meanings(self) -> dict[str, str]:
        usable = {wrong: name for wrong, name in self.synonyms.items() if name in self.known}
        return usable | {name: name for name in self.known}


def _words(name: str) -> tuple[str, ...]:
    words = _NOT_WORD.split(_CASE_BOUNDARY.sub("_", name).lower())
    kept = tuple(word for word in words if word and word not in _FILLERS)
    return kept or tuple(filter(None, words))
