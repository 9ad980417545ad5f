"""What the steps of a plan are about, through all that only finds out, decides, checks or keeps."""

from collections.abc import Iterable, Mapping
from typing import Final

from flowmason_assist.assist.plan.families import SENDING
from flowmason_assist.assist.plan.plan import Reference, Step

MAIN: Final[Mapping[str, str]] = {
    "analyzer": "text",
    "summarizer": "text",
    "translator": "text",
    "rewriter": "text",
    "embedder": "text",
    "critic": "content",
    "improver": "content",
    "chat": "message",
    "conditional": "value",
    "router": "value",
    "return": "value",
    "schema_validate": "data",
    "output_router": "data",
    "logger": "message",
    "variable_set": "value",
    "http_request": "body",
    "local_file": "content",
    "s3": "content",
    "redis": "value",
    "mongodb": "document",
    "postgres": "rows",
}
"""The setting that says what a step works on."""
WRITES: Final = frozenset(
    {
        ("local_file", "write"),
        ("local_file", "append"),
        ("s3", "upload"),
        ("redis", "set"),
        ("redis", "push"),
        ("mongodb", "insert"),
        ("postgres", "insert"),
    }
)
"""Components with what they do when they keep something."""
_PASSING: Final = frozenset(
    {"analyzer", "critic", "conditional", "router", "return", "schema_validate"}
)
_KEEPING: Final = frozenset({"output_router", "logger", "variable_set"})


def is_writing(step: Step) -> bool:
    """Whether a step keeps what it is given."""
    return (step.component, step.text("op") or "") in WRITES


def is_sending(step: Step) -> bool:
    """Whether a step hands on what it is given, without keeping it."""
    return step.component in {"output_router", "logger"} or step.text("method") in SENDING


def material(steps: Mapping[int, Step], previous: Reference | None) -> Reference | None:
    """Give what is worked on behind a step: the text, and not what was found out about it."""
    seen: set[int] = set()
    while previous is not None and previous.step is not None and previous.step not in seen:
        seen.add(previous.step)
        step = steps[previous.step]
        if step.component not in _PASSING | _KEEPING and not is_writing(step):
            return previous
        before = step.one(MAIN[step.component])
        if not isinstance(before, Reference):
            return None
        previous = before.model_copy(update={"fields": ()}) if before.fields else before
    return previous


def unread(steps: Mapping[int, Step], numbers: Iterable[int], read: frozenset[int]) -> list[int]:
    """Give the steps of some that give a text which nothing has read so far."""
    return [
        number for number in numbers if number not in read and steps[number].component in _GIVING
    ]


_GIVING: Final = frozenset(
    {"generator", "analyzer", "summarizer", "translator", "rewriter", "improver", "chat"}
)
