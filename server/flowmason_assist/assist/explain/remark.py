"""
One sentence about a stage in the words of a model, if it is true.

The model sees names of settings and slots instead of their values, so nothing that stands in a file
can give it orders, and its replies can be kept. Most of what a small model says is dropped: the
sentence from templates says the same and is always right.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.explain.check import problems
from flowmason_assist.assist.explain.describe import account
from flowmason_assist.assist.explain.does import BARE, does
from flowmason_assist.assist.explain.words import shortened, value_words
from flowmason_assist.assist.prompt import request
from flowmason_assist.assist.understand import small_tasks
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Task

LEAST_CONFIDENCE = 0.72
"""The mean probability of its tokens below which a sentence is not believed."""

# Values that are words of FlowMason; all others are the author's, and stay here.
_KNOWN_WORDS = frozenset(
    {
        *("get", "post", "put", "patch", "delete", "read", "write", "append", "list", "exists"),
        *("sentiment", "intent", "topics", "entities", "keywords", "query", "find", "insert"),
        *("update", "upload", "download", "filter", "sort", "set", "incr", "aggregate"),
    }
)
_SAFE_VERBS = frozenset({"find", "turn"})
_SLOT = re.compile(r"<(V\d+)>")
_WORD = re.compile(r"[a-z]+")
_STEM = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a stage; two stages with equal questions get equal answers."""

    component: str
    facts: tuple[tuple[str, str], ...]
    fixed: frozenset[str]


def question(facts: Facts, index: int) -> Question | None:
    """Give what to ask about a stage, None where its component is not known."""
    stage = facts.stages[index]
    if stage.component is None:
        return None
    told: list[tuple[str, str]] = []
    fixed: set[str] = set()
    for parameter in stage.parameters:
        text = parameter.value.text
        if parameter.input is None:
            continue
        if text is not None and text.lower() in _KNOWN_WORDS:
            fixed.add(text.lower())
            told.append((parameter.name, text.lower()))
        elif text is not None and parameter.name in BARE and "{{" not in text:
            told.append((parameter.name, shortened(text)))
        else:
            told.append((parameter.name, value_words(parameter.value, stage.stage.text)))
    return Question(stage.component.name, tuple(told), frozenset(fixed))


def remark(facts: Facts, index: int) -> Task[str | None]:
    """Ask for a sentence about a stage; None where no model answers, or says what is not so."""
    about = question(facts, index)
    if about is None:
        return None
    asked = small_tasks.say(about.component, about.facts, about.fixed)
    lines = asked.prompt.removeprefix("<say>").removesuffix("<do>")
    try:
        reply = yield request("remark", {"stage": lines}, raw=asked.prompt)
    except ModelError:
        return None
    sure = reply.logprob is None or math.exp(reply.logprob) >= LEAST_CONFIDENCE
    if not sure or not _is_grounded(reply.text, asked.values, does(facts, index), about):
        return None
    words = small_tasks.sentence(reply.text.removesuffix("<end>"), asked.values)
    return None if problems(words, account(facts), facts.catalogue) else words


def _is_grounded(reply: str, values: Mapping[str, str], does: str, about: Question) -> bool:
    """
    Tell whether a reply has its values where our own sentence has them, and begins as it may.

    Each once, in the same order, and none left out before another.
    """
    places = {slot: does.find(value) for slot, value in values.items() if value in does}
    told = sorted(places, key=places.__getitem__)
    used = _SLOT.findall(reply)
    plain = _SLOT.sub(" ", reply)
    if not used or used != told[: len(used)] or "<" in plain.removesuffix("<end>"):
        return False
    known = {word[:_STEM] for word in _WORD.findall(f"{about.component} {does}".lower())}
    verb = _WORD.search(plain.lower())
    return verb is not None and verb[0][:_STEM] in known | _SAFE_VERBS
