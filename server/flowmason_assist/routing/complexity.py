"""
How hard a request is, in numbers that everybody can check.

A small model does well what fits a form: classify, extract, summarize, chain known steps. It
does badly what is open: designs, trade-offs, knowledge of the world, many things at once. The
features below tell the two apart; their weights were fitted to requests that people labelled
(`python -m bench.routing fit`), and `learn` moves them with what happens in use.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flowmason_assist.routing import words

CHARACTERS_PER_TOKEN = 3.6

# Jobs whose answers have a fixed form.
SCHEMA_TASKS = frozenset({"edge", "classify", "extract", "summarize", "anomaly", "explain"})

FEATURES = (
    *("length", "actions", "constraints", "open_ended", "scope", "vague", "world", "context"),
    *("fits_schema", "foreign", "elsewhere", "unfamiliar", "wording"),
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Jobs that ask for something new, whose tools and topics are those of the wish.
_MAKES = frozenset({"generate", "edge"})


@dataclass(frozen=True, slots=True)
class Difficulty:
    """
    What is hard about a request, each from 0 to 1; `wording` may also speak against it, down to -1.

    `features` are named in `FEATURES`; `complexity` sums up what is large, `ambiguity` what is
    open.
    """

    features: Mapping[str, float]
    complexity: float
    ambiguity: float
    context_tokens: int


def difficulty(task: str, text: str, context_characters: int) -> Difficulty:
    """Measure a request; `context_characters` counts what is sent besides it."""
    length = len(_WORD.findall(text))
    tokens = tokens_of(len(text) + context_characters)
    makes = task in _MAKES
    is_ours = makes or words.OURS.search(text) or words.SYMPTOMS.search(text)
    features = {
        "length": _saturated(length, 40),
        "actions": _share(words.ACTIONS, text, 6),
        "constraints": _share(words.CONSTRAINTS, text, 4),
        "open_ended": _share(words.OPEN_ENDED, text, 2.5),
        "scope": _share(words.SCOPE, text, 2.5),
        "vague": _share(words.VAGUE, text, 2),
        "world": _share(words.WORLD, text, 2),
        "context": _saturated(tokens_of(context_characters), 6000),
        "fits_schema": 1.0 if task in SCHEMA_TASKS else 0.0,
        "foreign": 0.0 if is_ours else 1.0,
        "elsewhere": _saturated(words.elsewhere(text, met=not makes), 2 if makes else 1),
        "unfamiliar": _saturated(words.unfamiliar(text), 4),
        "wording": words.wording(text),
    }
    return Difficulty(
        MappingProxyType(features),
        complexity=_together(features, "length", "actions", "constraints", "scope", "context"),
        ambiguity=_together(features, "open_ended", "vague", "world", "foreign", "elsewhere"),
        context_tokens=tokens,
    )


def tokens_of(characters: int) -> int:
    """Estimate the tokens of a text by its length."""
    return math.ceil(characters / CHARACTERS_PER_TOKEN)


def _share(pattern: re.Pattern[str], text: str, half: float) -> float:
    return _saturated(len({match.lower() for match in pattern.findall(text)}), half)


def _saturated(amount: float, half: float) -> float:
    """Give a number from 0 to 1 that is 0.5 when the amount is `half`."""
    return amount / (amount + half)


def _together(features: Mapping[str, float], *names: str) -> float:
    """Give a number from 0 to 1 that grows with each of some features."""
    left = 1.0
    for name in names:
        left *= 1.0 - features[name] ** 2
    return round(1.0 - left, 3)
