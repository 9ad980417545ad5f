"""How requests say that a file is written, by the words around its name."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

_NAMED = r"\s+(?:(?:the|a|an|our|new|text|json|file|called|named|local)\s+)*[\"'`(]?$"
TO_FILE: Final = pattern(
    r"(?<!compared )(?<!next )(?<!according )(?<!join )(?<!joined )(?<!matched )(?<!due )"
    rf"\b(?:into|to|as){_NAMED}",
    r"\b(?:stor|sav|filed\b|keep|kept|archiv|writ|park|land|belong|deposit|dump|export|persist"
    r"|ends?\b|stash|drop|go(?:es)?\b|merg|combin|glu|put|collect|gather|bundl)"
    rf"\w*[^.;:]{{0,40}}?\b(?:in|at|under|on){_NAMED}",
)
"""What stands before the name of a file that something is written to."""
FILLED: Final = pattern(
    r"^[\"'`)]?,?\s+(?:gets?|receives?|becomes?|collects?"
    r"|(?:(?:should|must|shall|will|can|has to|is to)(?: then| later)?"
    r" (?:hold|contain|have|get|receive|carry|list|be (?:written|filled|made|created))))\b"
)
"""What stands behind the name of a file that something is written to."""
