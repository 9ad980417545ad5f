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
    ("jdbc:oracle:", re.compile(r"jdbc:oracle:\w+:[\w$]+/(?P<secret>[^\s/@]{4,})@")),
    ("redis-cli", re.compile(rf"redis-cli\s(?:\S+\s){{0,6}}?-a\s+{_SECRET}")),
    ("ldap", re.compile(rf"ldap\w+\s(?:\S+\s){{0,9}}?-w\s+{_SECRET}")),
    ("sshpass", re.compile(rf"sshpass\s+-p\s*{_SECRET}")),
    ("mysql", re.compile(rf"mysql\w*\s(?:\S+\s){{0,8}}?-p{_SECRET}")),
    ("smbclient", re.compile(rf"smbclient\s(?:\S+\s){{0,6}}?-U\s*[^\s%]+%{_SECRET}")),
    ("-passin", re.compile(rf"-passin\s+pass:{_SECRET}")),
    *(
        (program, re.compile(rf"{program}\s(?:\S+\s){{0,4}}?[\w$]+/(?P<secret>[^\s/@]{{4,}})@\w"))
        for program in ("sqlplus", "rman", "sqlldr", "expdp", "impdp")
    ),
    ("/user:", re.compile(rf"/user:\S+\s+(?![/-]){_SECRET}", re.IGNORECASE)),
)
# A line of .pgpass: host, port, database, user and password.
_POSTGRES_LINE = re.compile(
    r"(?<!\S)[\w.*-]+:(?:\d{2,5}|\*):[\w*-]+:[\w.*-]+:(?P<secret>[^\s:]{4,})(?!\S)"
)


def passwords_of_commands(view: View) -> Iterator[Sensitive]:
    """Find passwords by the options and names before them."""
    for start, pattern in _ARGUMENTS:
        for at in view.places(start):
            match = pattern.match(view.text, at)
            if match and not is_placeholder(match["secret"]):
                yield Sensitive(Kind.PASSWORD, *match.span("secret"))
    if "pgpass" in view.words or ":5432:" in view.text:
        for match in _POSTGRES_LINE.finditer(view.text):
            yield Sensitive(Kind.PASSWORD, *match.span("secret"))
