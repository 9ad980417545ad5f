"""What people often wish for that is no change, or none that words are enough for."""

import re
from typing import Final

_QUESTIONS: Final = (
    (
        r"(?:remove|delete|drop)\s+(?:the\s+)?[\w\"'-]+\s+(?:route|case|branch|label)s?\b",
        "A route is a part of its router: should the stages in it go, or the whole router?",
    ),
    (
        r"(?:undo|revert|go back|take (?:it|that) back)\b",
        "Undo is for the editor, or for version control: which change should be made instead?",
    ),
    (
        r"(?:explain|describe|what does|why|how does|show)\b",
        "Nothing is changed by that (`explain` tells what a pipeline does): what should change?",
    ),
    (
        (
            r"(?:fix|repair|debug|improve|optimi[sz]e|clean up)\s+"
            r"(?:it|this|that|the pipeline|everything)\W*$"
        ),
        "What is wrong with it (`check --fix` mends what the linter finds), or what should change?",
    ),
    (
        r"only\b.*\b(?:if|when|unless)\b|.*\bonly (?:if|when)\b",
        "A condition cannot be put around stages that are there: which new stages should it hold?",
    ),
    (
        (
            r"(?:add|insert)\s+(?:a|an|another|one more)\s+"
            r"(?:label|route|case|category|branch|option)\b"
        ),
        "A new route has to be written into its router: which stages should it hold?",
    ),
    (
        r"make\s+(?:it|the\s+[\w-]+|this)\s+(?:much\s+|a bit\s+)?(?:shorter|longer|briefer)\W*$",
        "How long should it be, in words?",
    ),
)


def question_about(wish: str) -> str | None:
    """Give what to ask about a wish that cannot be done as it stands; None where it may be."""
    for words, question in _QUESTIONS:
        if re.match(rf"\s*(?:please\s+)?(?:{words})", wish, re.IGNORECASE):
            return question
    return None
