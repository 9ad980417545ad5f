"""
What a model makes of a message that nobody knows.

The message is data, and may have been written by anybody: of a reply only the blame and plain
sentences are taken, with little confidence, and never a fix. Our own small model is not asked: it
knows FlowMason's messages, and those need no model.
"""

import re
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field

from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.assist.prompt import request
from flowmason_assist.engine.messages import Fault
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Reply, Task
from flowmason_assist.text.printable import printable

_LONGEST_MESSAGE = 6_000
_MOST_CHECKS = 3
_CONFIDENCE = 0.4
# Addresses, formatting and commands: nothing of that belongs into a cause.
_UNFIT = re.compile(r"https?://|www\.|<\w|\]\(|`|\$\(|\brm -|\bsudo\b|\bcurl\b", re.IGNORECASE)


class Opinion(BaseModel):
    """What a model replies."""

    model_config = ConfigDict(extra="forbid")

    kind: Fault = Field(description="Whose fault it is.")
    cause: str = Field(max_length=300, description="One plain sentence: what went wrong.")
    check: list[str] = Field(default_factory=list, description="Up to 3 things to look at.")


def is_doubtful(found: Diagnosis) -> bool:
    """Tell whether a model may know better: nothing in the message was recognized."""
    return found.message is None and found.confidence <= _CONFIDENCE


def with_opinion(found: Diagnosis, pasted: str) -> Task[Diagnosis]:
    """Ask a model about a message that is not known; anything known needs none."""
    message = read(pasted).text[-_LONGEST_MESSAGE:].strip()
    if not is_doubtful(found) or not message:
        return found
    try:
        reply = yield request("debug", {"message": message})
    except ModelError:
        return found
    return _told(found, reply) or found


def _told(found: Diagnosis, reply: Reply) -> Diagnosis | None:
    start, end = reply.text.find("{"), reply.text.rfind("}")
    try:
        told = Opinion.model_validate_json(reply.text[max(start, 0) : end + 1])
    except ValueError:
        return None
    if not _is_fit(told.cause):
        return None
    hints = tuple(printable(each.strip()) for each in told.check if _is_fit(each))[:_MOST_CHECKS]
    if found.span is not None:  # The file has an error of its own, which lint is sure of.
        return replace(found, hints=(*found.hints, *hints), told_by=reply.model)
    cause = printable(" ".join(told.cause.split()))
    return replace(
        found, kind=told.kind, cause=cause, hints=hints, confidence=_CONFIDENCE, told_by=reply.model
    )


def _is_fit(text: str) -> bool:
    return bool(text.strip()) and _UNFIT.search(text) is None
