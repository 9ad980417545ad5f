"""What is settled about a request before anybody plans it."""

import re
from typing import Final

from flowmason_assist.assist.generate.generated import Generated, Status
from flowmason_assist.assist.generate.words import QUESTIONS, REFUSALS

LONGEST: Final = 6_000  # Characters; more is a document, and not a request.
_LETTER: Final = re.compile(r"[^\W\d_]")
_MOST_FOREIGN: Final = 0.3

_CONFIDENTIAL: Final = (
    r"(?:env(?:ironment)?(?: var\w*)?s?|api[-_ ]?keys?|secrets?|credentials?|passwords?|"
    r"private keys?|access tokens?|cookies)"
)
_GIVEN_AWAY: Final = re.compile(
    rf"\b(?:post|send|upload|leak|exfiltrat|forward|publish|put|copy|write|dump|mail|print)\w*"
    rf"[^.\n]{{0,60}}\b(?:all |every |the |my |your |our |their |its )*{_CONFIDENTIAL}\b",
    re.IGNORECASE,
)
_TAKEN: Final = re.compile(
    rf"\b(?:steal|harvest|scrape|crack|brute[- ]?force|phish|extract)\w*[^.\n]{{0,60}}"
    rf"\b{_CONFIDENTIAL}\b|\b(?:spam|malware|ransomware|keylogger|ddos)\b",
    re.IGNORECASE,
)


def settled(request: str) -> Generated | None:
    """Give the answer to a request that must not be planned, None for all others."""
    words = request.strip()
    if not _LETTER.search(words):
        return Generated(Status.NEEDS_CLARIFICATION, questions=(QUESTIONS["goal"],))
    if len(words) > LONGEST:
        return Generated(
            Status.NEEDS_CLARIFICATION,
            reason=f"the request has {len(words):,} characters; {LONGEST:,} are the most",
            questions=("Which steps matter most? Say them in a few sentences.",),
        )
    if _GIVEN_AWAY.search(words) or _TAKEN.search(words):
        return Generated(Status.REFUSED, reason=REFUSALS["harmful"])
    return None


def is_foreign(request: str) -> bool:
    """Whether a request is written in letters that our own small model cannot read."""
    letters = _LETTER.findall(request)
    foreign = sum(not letter.isascii() for letter in letters)
    return foreign > _MOST_FOREIGN * max(1, len(letters))
