"""From a request to what the nano model is asked, and from its reply to a plan."""

from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.assist.understand.align import align
from flowmason_assist.assist.understand.form import prompt
from flowmason_assist.assist.understand.slots import Pointed, from_slots, to_slots
from flowmason_assist.assist.understand.target import read, write
from flowmason_assist.assist.understand.understood import Understood


def nano_prompt(understood: Understood, draft: Plan | None = None) -> str:
    """What the nano model is given, to the letter: a request, and the draft that it improves."""
    return prompt(understood.slots, draft="" if draft is None else nano_text(understood, draft))


def nano_text(understood: Understood, plan: Plan) -> str:
    """A plan as the nano model would write it; what cannot be pointed at is left out."""
    clauses = understood.candidates.clauses

    def likely(component: str, clause: int) -> float:
        return _DRAWN * clauses[clause].get(component, 0.0)

    places = align(plan, understood.slots, likely)
    return write(Pointed(to_slots(plan, understood.slots, places)[0], places))


def read_nano(understood: Understood, reply: str) -> Plan | None:
    """The plan that the nano model's reply means, None if it is cut off or names nothing."""
    pointed = read(reply)
    if pointed is None:
        return None
    plan, unknown = from_slots(pointed.plan, understood.slots)
    return None if unknown else normalize(plan)


_DRAWN = 4.0  # How much a clause draws a component that it surely asks for.
