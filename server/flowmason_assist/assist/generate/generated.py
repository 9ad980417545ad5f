"""What comes of a request for a pipeline."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from flowmason_assist.assist.plan.plan import Plan

DryRunVerdict = Literal["passed", "failed", "skipped"]


class Status(StrEnum):
    """Whether there is a pipeline, and if not, why."""

    OK = "ok"
    NEEDS_CLARIFICATION = "needs_clarification"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Proof:
    """What lint and the real engine say about a pipeline; `dry_run` covers both readers."""

    lint_errors: int
    lint_warnings: int = 0
    dry_run: DryRunVerdict = "skipped"
    message: str = ""

    @property
    def holds(self) -> bool:
        """Whether the pipeline may be offered."""
        return not self.lint_errors and not self.lint_warnings and self.dry_run != "failed"


Prove = Callable[[str], Proof]
"""Checks the text of a pipeline, and runs it where there is an engine."""


@dataclass(frozen=True, slots=True)
class Generated:
    """
    The answer to a request.

    `pipeline` is there exactly when the status is OK. `unmet` says what was asked and cannot be
    done, with the nearest way that there is; `confidence` runs from 0 to 1.
    """

    status: Status
    pipeline: str | None = None
    plan: Plan | None = None
    unmet: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    reason: str = ""
    proof: Proof | None = None
    notes: tuple[str, ...] = ()
    confidence: float = 0.0
