"""What a prompt asks for, without when, for whom and how politely the request says it."""

import re
from collections.abc import Iterator
from typing import Final

from flowmason_assist.assist.plan.places import Place
from flowmason_assist.assist.plan.plan import Step
from flowmason_assist.assist.understand.signs.pattern import pattern

_DOING: Final = (
    r"(?:write|draft|compose|make up|suggest|prepare|create|answer|explain|say|jot"
    r"|come up with|put together|think up|propose|have an?|send|tell)\b"
)
_LEADING: Final = (
    pattern(r"^(?:[\s,:;>=\-–—\[(]+|(?:and|then|also|next|finally|so|but|please|kindly)\b[\s,:]*)"),
    pattern(r"^(?:else|otherwise|if (?:so|not)|in (?:any|all|every|the) other cases?)\b[\s,:\->]*"),
    pattern(r"^for (?:all )?the (?:rest|others?)\b[\s,:]*"),
    pattern(rf"^(?:if|when|whenever|once|in case|unless)\b[^,:]*?\s(?={_DOING})"),
    pattern(r"^(?:if|when|whenever|once|in case|should|unless|where|provided)\b[^,:]*[,:]\s+"),
    pattern(
        rf"^(?:for|on|to) (?:each|every)\b[^,:]{{0,40}}?(?:[,:]\s+|\s(?={_DOING}))",
        r"^(?:\S+ ){0,4}?(?:gets?|receives?|deserves?|calls? for) (?=(?:an?|the|some|my|our) )",
    ),
    pattern(r"^(?:would|could|can|will|might) (?:you|it|we)\b(?: please| kindly| maybe)? "),
    pattern(r"^(?:is there |any |there is )?(?:an?y? )?way to "),
    pattern(r"^as an? [^,]{3,40}?,? I(?:'d| would)? (?:want|like|need)(?: to)? "),
    pattern(
        r"^(?:(?:why not )?(?:let|have|ask|get)) (?:the |an )?"
        r"(?:model|ai|llm|bot|machine|assistant)(?: to)? "
    ),
)
_POLITE: Final = pattern(r"\s*,\s*(?:please|thanks|thank you)$|\s+please$")
_NOTHING_ELSE: Final = pattern(
    r"[,;.]?\s+(?:and |but )?(?:for (?:all )?the (?:rest|others?)|otherwise|else)\b[^,;]*"
    r"\b(?:nothing|not|don't|leave|ignore)\b.*$"
)
_OF_EACH: Final = pattern(r"\s+for (?:each|every)(?: one)?(?: of (?:them|these|those))?$")
_TOKENS: Final = pattern(
    r"[\s,;(]+"
    r"(?:(?:in|with|at most|of|under|max(?:imum)?|up to|not?|more|longer|than|within|limit)\s+)*"
    r"\d+ tokens(?: max(?:imum)?| at most)?\)?(?=$|[\s,;.])"
)
_TEMPERATURE: Final = pattern(
    r"[\s,;(]+(?:(?:with|at|using|a)\s+)*temp(?:erature)?\.?\s*[=:]?\s*(?:of )?\d+(?:\.\d+)?\)?"
)
_FEWEST: Final = 2


def task_of(step: Step, place: Place) -> str:
    """Give the task of a prompt; what other settings and steps around it say is left out."""
    task = step.text("task") or ""
    label = place.block.label if place.block else None
    if label:
        named = re.compile(rf"^\W*{re.escape(label)}s?\b\W*", re.IGNORECASE)
        task = _without(task, named)
    for shape in _trailing(step, place):
        task = _without(task, shape)
    before = ""
    while before != task:
        before = task
        for shape in _LEADING:
            task = _without(task, shape)
    return task


def _trailing(step: Step, place: Place) -> Iterator[re.Pattern[str]]:
    yield _POLITE
    yield _NOTHING_ELSE
    if "max_tokens" in step.settings:
        yield _TOKENS
    if "temperature" in step.settings:
        yield _TEMPERATURE
    if place.depth:
        yield _OF_EACH


def _without(task: str, shape: re.Pattern[str]) -> str:
    """A task without what it need not say, unless hardly anything would be left."""
    kept = shape.sub("", task, count=1).strip()
    return kept if len(kept.split()) >= _FEWEST else task
