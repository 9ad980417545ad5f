"""What is known about a request before anything is planned."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowmason_assist import resources
from flowmason_assist.assist.understand.candidates import Candidates, candidates
from flowmason_assist.assist.understand.extract import Slots, extract
from flowmason_assist.assist.understand.weights import Linear, load
from flowmason_assist.errors import ResourceError

WEIGHTS = "flowmason-nano.linear.txt"


@dataclass(frozen=True, slots=True)
class Understood:
    """A request, what can be pointed at in it, and what it is likely to ask for."""

    slots: Slots
    candidates: Candidates
    models: Mapping[str, Linear]
    """What the candidates come from; empty where there are no weights."""

    @property
    def request(self) -> str:
        """The request as it was written."""
        return self.slots.request


def understand(request: str, models: Mapping[str, Linear] | None = None) -> Understood:
    """Read a request, with the linear models that we ship unless others are given."""
    slots = extract(request)
    used = shipped_models() if models is None else models
    return Understood(slots, candidates(slots, used), used)


def shipped_models() -> Mapping[str, Linear]:
    """The linear models that we ship; none where they are missing."""
    try:
        return load(resources.folder("models") / WEIGHTS)
    except ResourceError:
        return {}
