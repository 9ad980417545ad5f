"""Whether a stage that asks a model wants data as its answer, judged by the words it uses."""

import re
from collections.abc import Iterable
from enum import Enum

from flowmason_assist.syntax.tree import Node


class Request(Enum):
    """A form of answer that a prompt asks for."""

    STRUCTURE = "structure"  # JSON.
    SCALAR = "scalar"  # A bare number, or yes or no.


def requests_in(prompts: Iterable[Node], settings: Iterable[Node]) -> frozenset[Request]:
    """Give the forms that texts seem to ask for; a prompt that only a run knows may ask for any."""
    if any(_TEMPLATE.fullmatch(prompt.text or "") for prompt in prompts):
        return frozenset(Request)
    wanted = " ".join(node.text for value in settings for node in value.walk() if node.text)
    folded = wanted.lower()
    return frozenset(
        form
        for form, words in _WORDS.items()
        if any(part in folded for part in _PARTS[form]) and words.search(wanted)
    )


_TEMPLATE = re.compile(r"\s*\{\{[^}]*\}\}\s*")
_WORDS = {
    Request.STRUCTURE: re.compile(r"\bjson\b|\barrays?\b|\[\s*[\"{]|\{\s*\"", re.IGNORECASE),
    Request.SCALAR: re.compile(
        r"\bjson\b|\bnumber|\bintegers?\b|\bdigits?\b|\bscores?\b|\brat(?:e|ing)\b|\bpercent|"
        r"\btrue\b|\bfalse\b|\byes\b|\bno\b|\bboolean|\bfloat\b|\bcount\b|\bhow many\b",
        re.IGNORECASE,
    ),
}
# A part of each word above: finding none is much cheaper than matching the words.
_PARTS = {
    Request.STRUCTURE: ("json", "array", "[", "{"),
    Request.SCALAR: (
        *("json", "number", "integer", "digit", "score", "rat", "percent", "true", "false"),
        *("yes", "no", "boolean", "float", "count", "how many"),
    ),
}
