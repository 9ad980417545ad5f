"""Passwords among the arguments of programs: `curl -u name:…`, `sqlcmd -U sa -P …`."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.lookalikes import is_placeholder
from flowmason_assist.routing.sensitivity.view import View

_SECRET = r"[\"']?(?P<secret>[^\s\"'<>]{4,})"  # noqa: S105 - a pattern.
# By the text that each begins with, in small letters.
_ARGUMENTS = (
    (" -u ", re.compile(rf" -u\s+[\"']?[\w.@+-]+:{_SECRET}")),
    (" --user ", re.compile(rf" --user\s+[\"']?[\w.@+-]+:{_SECRET}")),
    (" -u ", re.compile(rf" -[uU]\s+\S+\s+(?:-[pP]\s*|--pass(?:word)?[ =]){_SECRET}")),
    ("/user:", re.compile(rf"/user:\S+\s+(?![/-]){_SECRET}", re.IGNORECASE)),
)


def passwords_of_commands(view: View) -> Iterator[Sensitive]:
    """Find passwords by the options and names before them."""
    for start, pattern in _ARGUMENTS:
        for at in view.places(start):
            match = pattern.match(view.text, at)
            if match and not is_placeholder(match["secret"]):
                yield Sensitive(Kind.PASSWORD, *match.span("secret"))
