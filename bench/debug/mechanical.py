"""Which faults can be repaired from the file and the message alone."""

from typing import Final

from bench.accuracy.faults import PAIRS, Broken

# What was meant is no longer there: a text, a component, a value, or which of several was read.
_LOST: Final = frozenset(
    {
        *("blank-file", "empty-file", "list-at-top", "null-at-top", "value-missing", "yaml"),
        *("cut-off", "address", "component-empty", "component-invented", "one-candidate"),
        *("component-not-registered", "component-of-another-kind", "component-null"),
        *("component-object", "config-list", "config-null", "stages-null", "stages-by-id"),
        *("stage-in-list", "stage-as-text", "continue-loop", "break-loop", "skipped-output"),
        *("loop-stage-left-out", "empty-braces", "environment-bare", "deleted-stage", "name-null"),
    }
)
_LOST_FAMILIES: Final = frozenset({"types through references"})


def is_mechanical(fault: Broken) -> bool:
    """Tell whether nothing has to be known but what the file says."""
    if fault.family == PAIRS:
        return not _LOST & set(fault.kind.split(" + "))
    return fault.family not in _LOST_FAMILIES and fault.kind not in _LOST
