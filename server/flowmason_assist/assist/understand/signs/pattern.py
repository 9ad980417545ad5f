"""Ways to say the same thing, as one pattern."""

import re


def pattern(*ways: str) -> re.Pattern[str]:
    """Give a pattern that any of some ways fits, in capital letters or not."""
    return re.compile("|".join(ways), re.IGNORECASE)
