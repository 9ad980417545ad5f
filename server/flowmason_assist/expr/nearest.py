"""Guess which name was meant."""

from collections.abc import Iterable

_LONGEST_NAME = 50  # Comparing takes quadratic time.


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Give the candidate that looks most like a name, or None when none does."""
    import difflib

    if len(name) > _LONGEST_NAME:
        return None
    found = difflib.get_close_matches(name, sorted(candidates), 1, 0.7)
    return found[0] if found else None
