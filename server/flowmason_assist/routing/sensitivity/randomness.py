"""Secrets of unknown form: long texts that nobody would have chosen."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.lookalikes import is_identifier
from flowmason_assist.routing.sensitivity.view import View

# The pairs of letters that make up 96 % of English texts and of names in programs: each word
# is a first letter and the second ones.
_USUAL_PAIRS = (
    "abcdfgiklmnprstuvy baeilouy caehklorstu daeiors eacdefglmnpqrstvwxy faefilort gaegiorsu "
    "haeiot iacdefglmnoprstv jes keins ladefilostuy mabeimops nacdefgiopstuy "
    "oabcdfgiklmnoprstuvw paeiloprstu qu radegilmnorstuy sacehiklnopstuwy tacehiloprstuy "
    "uelmnprst vaei waehimnors xapt yps ze "
)
_PAIRS = frozenset(f"{word[0]}{second}" for word in _USUAL_PAIRS.split() for second in word[1:])

_SHORTEST, _LONGEST = 20, 4096
_PIECE = re.compile(r"[A-Za-z0-9]+")
_SHORT_WORD = re.compile(r"[A-Z]?[a-z]{1,8}|[A-Z]{1,6}|\d+")
_LETTERS = re.compile(r"[a-z]{2,}")
_RUN = re.compile(r"[A-Za-z0-9]{16,}")
_CHANGE = re.compile(
    r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[0-9]|(?<=[0-9])[A-Za-z]|(?<=[A-Z])[a-z](?=[A-Z0-9])"
)
_MIXED = re.compile(r"\d|[a-z][A-Z]")
_TWO_DIGITS = re.compile(r"\d.*\d")

ENOUGH_PAIRS = 6
ENOUGH_LETTERS = 12
MOST_USUAL_PAIRS = 0.45
MOST_USUAL_PAIRS_AMONG_DIGITS = 0.68
"""The shares of usual pairs below which letters are in disorder: words are far above."""
# A sum of sixteen bytes that is called one; the name stands before it.
_SUM = re.compile(r"[A-Za-z0-9+/]{22}==")
_SUM_WORD = re.compile(r"(?:md5|checksum|digest|etag|hash)\W{0,6}\Z", re.IGNORECASE)
_LONGEST_SUM_WORD = 16
_PICTURES = ("iVBORw0KGgo", "/9j/4AAQ", "R0lGODlh")
"""How pictures begin that are written as text."""
_FILLING = re.compile(r"([xX*0.])\1{7,}")
"""What people write where the rest of a secret would stand."""
LEAST_CHANGES = 0.28
"""Changes between small letters, capitals and digits, for each character."""


def random_secrets(view: View) -> Iterator[Sensitive]:
    """Find long texts of letters and digits in disorder."""
    for token in view.tokens:
        judged = _FILLING.sub("", token)
        if len(judged) < _SHORTEST or is_identifier(judged.strip("-_.=/")):
            continue
        if is_random(judged[:_LONGEST]) and not token.startswith(_PICTURES):
            at = view.text.find(token)
            if _SUM.fullmatch(token) and _is_called_sum(view.text, at):
                continue
            yield Sensitive(Kind.RANDOM_SECRET, at, at + len(token))


def _is_called_sum(text: str, at: int) -> bool:
    return _SUM_WORD.search(text, max(0, at - _LONGEST_SUM_WORD), at) is not None


def is_random(token: str) -> bool:
    """Tell whether letters and digits stand in an order that no words give."""
    if token.isdigit() or is_identifier(token):
        return False
    pieces = [piece for piece in _PIECE.findall(token) if not _SHORT_WORD.fullmatch(piece)]
    pairs = [
        letters[index : index + 2]
        for piece in pieces
        for letters in _LETTERS.findall(piece.lower())
        for index in range(len(letters) - 1)
    ]
    usual = sum(pair in _PAIRS for pair in pairs)
    is_mixed = any(_MIXED.search(piece) for piece in pieces if len(piece) >= ENOUGH_PAIRS)
    most = MOST_USUAL_PAIRS_AMONG_DIGITS if is_mixed else MOST_USUAL_PAIRS
    is_long = sum(map(len, pieces)) >= ENOUGH_LETTERS
    if is_long and len(pairs) >= ENOUGH_PAIRS and usual < most * len(pairs):
        return True
    return any(_is_mixed(run) for run in _RUN.findall(token))


def _is_mixed(run: str) -> bool:
    changes = len(_CHANGE.findall(run))
    has_digits = _TWO_DIGITS.search(run) is not None
    return has_digits and changes >= LEAST_CHANGES * len(run) and not is_identifier(run)
