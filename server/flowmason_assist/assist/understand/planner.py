"""From a request to what the nano model is asked, and from its reply to a plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowmason_assist import resources
from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.assist.understand.candidates import Candidates, candidates
from flowmason_assist.assist.understand.extract import Slots, extract
from flowmason_assist.assist.understand.form import prompt
from flowmason_assist.assist.understand.slots import from_slots
from flowmason_assist.assist.understand.target import read
from flowmason_assist.assist.understand.weights import Linear, load
from flowmason_assist.errors import ResourceError

WEIGHTS = "flowmason-nano.linear.txt"


@dataclass(frozen=True, slots=True)
class Understood:
    """A request, what can be pointed at in it, and what it is likely to ask for."""

    slots: Slots
    candidates: Candidates

    @property
    def request(self) -> str:
        """The request as it was written."""
        return self.slots.request


def understand(request: str) -> Understood:
    """Read a request; without the weights that we ship, nothing is likely."""
    slots = extract(request)
    return Understood(slots, candidates(slots, shipped_models()))


def shipped_models() -> Mapping[str, Linear]:
    """The linear models that we ship; none where they are missing."""
    try:
        return load(resources.folder("models") / WEIGHTS)
    except ResourceError:
        return {}


def nano_prompt(understood: Understood) -> str:
    """What the nano model is given, to the letter."""
    return prompt(understood.slots, hints=understood.candidates.hints())


def read_nano(understood: Understood, reply: str) -> Plan | None:
    """The plan that the nano model's reply means, None if it is cut off or names nothing."""
    pointed = read(reply)
    if pointed is None:
        return None
    plan, unknown = from_slots(pointed.plan, understood.slots)
    return None if unknown else normalize(plan)
