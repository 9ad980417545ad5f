"""Secrets of unknown form: long texts that nobody would have chosen."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.lookalikes import is_identifier
from flowmason_assist.routing.sensitivity.view import View

_SHORTEST = 20
_RUN = re.compile(r"[A-Za-z0-9]{16,}")
_CHANGE = re.compile(
    r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[0-9]|(?<=[0-9])[A-Za-z]|(?<=[A-Z])[a-z](?=[A-Z0-9])"
)
_LONGEST = 4096

LEAST_BITS = 3.2
"""Bits of entropy for each character; English words have fewer, hexadecimal hashes more."""
LEAST_CHANGES = 0.28
"""Changes between small letters, capitals and digits, for each character."""
LEAST_CHANGES_WITHOUT_DIGITS = 0.4
_FEW_DIGITS = 2  # Words may end in one.


def random_secrets(view: View) -> Iterator[Sensitive]:
    """Find long texts of letters and digits in disorder."""
    for token in view.tokens:
        if len(token) < _SHORTEST or is_identifier(token.strip("-_.=/")):
            continue
        runs = (run[0] for run in _RUN.finditer(token[:_LONGEST]))
        if any(not is_identifier(run) and is_random(run) for run in runs):
            at = view.text.find(token)
            yield Sensitive(Kind.RANDOM_SECRET, at, at + len(token))


def is_random(run: str) -> bool:
    """Tell whether letters and digits stand in an order that no words give."""
    digits = sum(character.isdigit() for character in run)
    if digits == len(run) or not run:
        return False
    changes = len(_CHANGE.findall(run)) / len(run)
    enough = LEAST_CHANGES if digits >= _FEW_DIGITS else LEAST_CHANGES_WITHOUT_DIGITS
    return changes >= enough and entropy(run) >= LEAST_BITS


def entropy(text: str) -> float:
    """Give the bits of Shannon's entropy for each character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
