"""What may be made better in a pipeline that runs."""

from dataclasses import dataclass, replace
from enum import StrEnum

from flowmason_assist.text.edit import Edit


class What(StrEnum):
    """What a suggestion is about."""

    PROMPT = "prompt"
    LLM_SETTINGS = "llm-settings"
    NEXT = "next"
    PATTERNS = "patterns"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    One improvement; edits count from the start of the document.

    Without edits it is advice that people must follow themselves. `verified` says that the
    pipeline was checked, and run where the engine is installed, with the edits in place.
    """

    stage: str
    what: What
    title: str
    reason: str
    edits: tuple[Edit, ...] = ()
    verified: bool = False

    def checked(self) -> "Suggestion":
        """Give the same suggestion, marked as verified."""
        return replace(self, verified=True)


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    What the model calls of one stage take, roughly.

    Tokens are a quarter of the characters, inputs left out; `calls` is None inside loops, whose
    length only a run knows. Seconds assume 50 tokens of answer a second.
    """

    stage: str
    calls: int | None
    prompt_tokens: int
    most_answer_tokens: int
    most_seconds: float
