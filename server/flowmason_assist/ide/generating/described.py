"""The words in a file from which its stages may be generated."""

from flowmason_assist.ide.snapshot import Snapshot

_FEWEST_WORDS = 3


def described(snapshot: Snapshot) -> str | None:
    """Give the description of a file without stages, from which they may be generated."""
    description = snapshot.facts.pipeline.string("description")
    if snapshot.facts.stages or description is None:
        return None
    words = description.value.strip()
    return words if len(words.split()) >= _FEWEST_WORDS else None
