"""The vocabulary of lint: what a rule is, what it yields, and what a user gets to see."""

from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span


class Severity(StrEnum):
    """How bad a finding is; CONTRACT: errors fail or lose data, warnings have no effect."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


class Applicability(StrEnum):
    """Whether a fix keeps what the file means (safe) or guesses what was meant (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Tag(StrEnum):
    """How an editor may draw the text: faded, or struck through."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend one finding, all together or not at all."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


@dataclass(frozen=True, slots=True)
class Related:
    """
    Another place that explains a finding.

    `stage` names the stage that `span` is counted in; None means the stage of the finding,
    or the document for a rule about the whole pipeline.
    """

    message: str
    span: Span
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule's identity; its name and documentation come from its file.

    `fails` says that its errors are components that fail at their work, as a request to nowhere
    does. In a try block that goes on after an error that may be meant: it is only mentioned.
    """

    code: str
    severity: Severity
    tag: Tag | None = None
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """
    What a rule yields: a place and what is wrong there.

    Spans count from the start of the stage for rules about a stage (`check_stage`), and from
    the start of the document for rules about the pipeline (`check_pipeline`).
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None  # Weaker than the rule's, where the facts leave room.
    holder: Span | None = None  # What the pointer names, where that is not what the span shows.


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the document, with its JSON Pointer."""

    message: str
    span: Span
    pointer: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a user gets to see; spans count code points from the start of the document."""

    code: str
    name: str  # The rule's slug, with hyphens; empty where no rule stands behind the code.
    severity: Severity
    message: str
    span: Span
    pointer: str
    fix: Fix | None = None
    related: tuple[Place, ...] = ()
    tag: Tag | None = None
