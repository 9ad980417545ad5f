"""What is found out about an error."""

from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.engine.messages import Fault
from flowmason_assist.lint.rule import Fix
from flowmason_assist.text.span import Span


class Outcome(StrEnum):
    """What a dry run of the mended file did."""

    RUNS = "runs"
    FURTHER = "further"  # It fails later, or for another reason.
    UNTRIED = "untried"  # There was no engine to try it in.


@dataclass(frozen=True, slots=True)
class Mended:
    """A fix, what it achieved, and the rules whose findings it mends."""

    fix: Fix
    outcome: Outcome
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """
    The cause of an error.

    `kind` says whose fault it is; `stage`, `pointer` and `span` are absent where the cause is not
    in the file. `confidence` runs from 0, for nothing recognized at all, to 1. `message` is the
    id of the engine's message in `schemas/messages.json`, `told_by` a model whose words these are.
    """

    kind: Fault
    cause: str
    confidence: float
    stage: str | None = None
    pointer: str | None = None
    span: Span | None = None
    hints: tuple[str, ...] = ()
    fixes: tuple[Mended, ...] = ()
    rules: tuple[str, ...] = ()
    message: str | None = None
    told_by: str | None = None
