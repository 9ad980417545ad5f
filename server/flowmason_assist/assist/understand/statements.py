"""Where an SQL statement ends that stands unquoted in a request."""

import re

from flowmason_assist.assist.understand.verbs import is_verb
from flowmason_assist.text.span import Span

# What may end a statement; words behind "and" or a comma end it only if they ask for something.
_BREAK = re.compile(
    r"\s*(?:;|[-=]+>|→|[.?!](?=\s|$)|\s(?:\(|then\b|against\b|for each\b|"
    r"(?:on|in|from|against) (?:the |our |my )?(?:postgres\w*|pg|db|database|\w+ database)\b)"
    r"|,?\s+(?:and|&)\s+(?:then\s+|also\s+)*(?P<joined>\w+)|,\s+(?:then\s+)?(?P<listed>\w+))",
    re.IGNORECASE,
)
_FROM = re.compile(r"\sfrom\s", re.IGNORECASE)
_OPERATOR = re.compile(r"\s*(?:[<>=!]|is\b|in\b|like\b|between\b|not\b|,|from\b)", re.IGNORECASE)


def statement_in(request: str, span: Span) -> Span:
    """The statement that begins where `span` does, without the words that follow it."""
    source = _FROM.search(request, span.start, span.end)
    begin = source.end() if source else span.start
    for match in _BREAK.finditer(request, begin, span.end):
        word = match["joined"] or match["listed"]
        if word is None or (_is_asking(word) and not _OPERATOR.match(request, match.end())):
            return Span(span.start, match.start())
    return Span(span.start, span.start + len(span.of(request).rstrip(" .,;:!?")))


def _is_asking(word: str) -> bool:
    return is_verb(word.lower()) or word.lower() in {"let", "have", "if", "otherwise", "one"}
