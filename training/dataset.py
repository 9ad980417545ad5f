"""Pairs of what the nano model is given and what it must write, for plans."""

from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import MAX_STEPS, prompt
from flowmason_assist.assist.understand.slots import Pointed, count_steps, to_slots
from flowmason_assist.assist.understand.target import write
from training.align import align
from training.example import Example


def pair(example: Example, draft: str = "") -> tuple[str, str] | None:
    """
    The prompt and the target of an example, with the token that ends it.

    None where a literal of the plan cannot be pointed at, or the plan is too long.
    """
    slots = extract(example.request)
    clauses = align(example.plan, slots)
    plan, missed = to_slots(normalize(example.plan), slots, clauses)
    if missed or count_steps(plan) > MAX_STEPS:
        return None
    return prompt(slots, draft=draft), write(Pointed(plan, clauses)) + "<end>"
