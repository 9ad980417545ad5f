"""Which stage keeps a pipeline from going on."""

from collections.abc import Mapping, Sequence


def stuck_stage(depends_on: Mapping[str, Sequence[str]]) -> str | None:
    """First stage, in the order given, that waits for itself or for a stage that is not there."""
    return next((stage for stage in depends_on if _is_stuck(stage, depends_on)), None)


def _is_stuck(stage: str, depends_on: Mapping[str, Sequence[str]]) -> bool:
    if any(needed not in depends_on for needed in depends_on[stage]):
        return True
    seen: set[str] = set()
    waiting = list(depends_on[stage])
    while waiting:
        needed = waiting.pop()
        if needed == stage:
            return True
        if needed not in seen:
            seen.add(needed)
            waiting.extend(depends_on.get(needed, ()))
    return False
