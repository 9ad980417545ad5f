"""From a request to what the nano model is asked, and from its reply to a plan."""

from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.assist.understand.form import prompt
from flowmason_assist.assist.understand.slots import from_slots
from flowmason_assist.assist.understand.target import read
from flowmason_assist.assist.understand.understood import Understood


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
