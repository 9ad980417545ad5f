"""How a request says what a check came to: "all good: …; not good: …"."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

# Each word once: one that stands there twice would be tried in two ways, and so without end.
_LEADING: Final = (
    r"(?:(?:and|but|if|when|should|is|are|it's|they're|the|all|both|everything|something|anything"
    r"|it|they|that|one|any|was|be|so|then|in case|records?|rows?|entries|ones)\s+){0,6}"
)
_GOOD: Final = (
    r"ok(?:ay)?|fine|good|there|present|valid|complete|correct|proper|well|clean|ye[sp]|yeah|aye"
    r"|found|pass(?:ed|es)?|sound|in order|with (?:them|it|both|all|those)|exists?|alright|intact"
    r"|a hit|on a hit|filled(?: in)?|succe\w+|clear|true|sane"
)
_BAD: Final = (
    r"(?:not|isn't|aren't|doesn't|nothing) (?:\w+ )?(?:" + _GOOD + r")|invalid|incomplete|bad|wrong"
    r"|broken|missing|absent|nope|nay|no|garbage|half-baked|faulty|failed|fails|rejected|lacking"
    r"|without (?:them|it|both|those)|neither|otherwise|a miss|on a miss|empty|false|nothing there"
    r"|unclean|flawed|defective|not"
)
_BEHIND: Final = r"(?: ones| one| records?| rows?)?\s*(?:[:?,→⇒➜»]|[-=]+>|—|–|-\s|$)"
GOOD: Final = pattern(rf"{_LEADING}(?:{_GOOD}){_BEHIND}")
BAD: Final = pattern(rf"{_LEADING}(?:{_BAD}){_BEHIND}")
_IF: Final = (
    r"(?:and |but |then )*(?:if|when|once|should|assuming|provided)"
    r" (?:(?:it|that|this|they|all|everything|both|the \w+)(?:'s|'re)? ){0,3}"
    r"(?:is |are |be ){0,2}(?:all )?"
)
IF_GOOD: Final = pattern(rf"{_IF}(?:fine|ok(?:ay)?|valid|complete|in order|correct|good)\b")
IF_BAD: Final = pattern(rf"{_IF}(?:invalid|incomplete|not (?:fine|ok(?:ay)?|valid|complete))\b")
MISSED: Final = pattern(
    r"(?:and |but |if )*(?:nothing (?:is )?(?:in )?there|(?:on )?a (?:cache )?miss|no such key"
    r"|not (?:there|found|cached)|nothing found|none there|empty\s*[:?])\b"
)
"""How a request says that nothing was found where something was looked up."""
