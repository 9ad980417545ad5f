"""What checking gives for one file, and what keeps a file from being checked."""

from dataclasses import dataclass

from flowmason_assist.lint.rule import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """
    What was found in one file.

    `text` is what the findings are about: the text after fixes. It is left empty where nothing
    refers to it. `original` is the text before fixes where these changed it, `fixed` the
    findings that are gone.
    """

    name: str
    text: str
    findings: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that could not be checked, and why; the message names it."""

    name: str
    message: str
