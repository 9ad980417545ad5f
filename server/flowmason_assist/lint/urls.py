"""Whether a text can be the address of a request, as far as it is known before a run."""

import re
from urllib.parse import urlsplit

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.expr.escapes import decode
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.span import Span

_SCHEMES = ("http", "https", "ws", "wss")
_STARTS = tuple(f"{scheme}://" for scheme in _SCHEMES)
_HOST = re.compile(r"(?P<slashes>/*)(?P<host>localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:[/?#]|\Z)")


def known_start(view: StageView, literal: Node) -> tuple[str, bool]:
    """Give a text with samples for its templates, up to the first unknown; and if that is all."""
    raw = decode(view.facts.stage.text[literal.start : literal.end])
    parts: list[str] = []
    position = 0
    for reference in view.facts.references:
        if reference.literal is not literal:
            continue
        start, end = (raw.value_index(at) for at in reference.template.span)
        parts.append(raw.value[position:start])
        sample = view.scope.inputs.sample_at(reference.names)
        if sample is UNKNOWN:
            return "".join(parts).lstrip(), False
        parts.append("" if sample is None else str(sample))
        position = end
    return "".join((*parts, raw.value[position:])).strip(), True


def check_url(text: str, complete: bool) -> str | None:  # noqa: FBT001 - as `known_start` gives it
    """Say what is wrong with an address, or with the beginning of one."""
    start = text.lower()
    if not complete and (not start or any(each.startswith(start) for each in _STARTS)):
        return None
    if not start.startswith(_STARTS):
        return 'must begin with "http://" or "https://"'
    if not complete:
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        return f"is no web address: {error}"
    return None if parts.hostname else "names no host"


def url_fix(literal: Node) -> Fix | None:
    """Put the scheme in front of what begins with a host."""
    found = _HOST.match(literal.value)
    if found is None:
        return None
    scheme = "http" if found["host"] == "localhost" else "https"
    start = literal.start + 1
    edit = replace_text(Span(start, start + len(found["slashes"])), f"{scheme}://")
    return Fix(f'Add "{scheme}://"', (edit,), Applicability.UNSAFE)
