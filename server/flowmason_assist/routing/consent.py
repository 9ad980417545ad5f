"""What somebody agrees to before a text leaves: the exact bytes, and what they may answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.llm.gate import Outgoing
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.redact import Replacement


class Consent(StrEnum):
    """What a user says to a preview."""

    ONCE = "once"
    SESSION = "session"  # And to later requests for the same model, until the program ends.
    NO = "no"
    NEVER = "never"  # This file never leaves, now and later.


@dataclass(frozen=True, slots=True)
class Preview:
    """
    All there is to know before agreeing.

    `outgoing` are the bytes as the connection would send them. `replaced` lists what does not
    leave. With `has_file`, the job is about a file that can be kept from leaving for good.
    """

    task: str
    model: KnownModel
    outgoing: Outgoing
    estimated_cost_usd: float
    replaced: tuple[Replacement, ...]
    has_file: bool = False

    @property
    def text(self) -> str:
        """Give the bytes as text; JSON is UTF-8."""
        return self.outgoing.body.decode("utf-8", "replace")


AskConsent = Callable[[Preview], Awaitable[Consent]]
