"""
Where an SQL statement ends that stands unquoted in a request.

Keywords in capital letters tell the language from the words around it: the statement ends where
the grammar lets no more follow. Where keywords are small, only words that ask for something end it.
"""

import re
from collections.abc import Sequence
from typing import Final

from flowmason_assist.assist.understand.verbs import is_verb
from flowmason_assist.assist.understand.words import FUNCTION_WORDS, word_set
from flowmason_assist.text.span import Span

# What may end a statement; words behind "and" or a comma end it only if they ask for something.
_BREAK = re.compile(
    r"\s*(?:;|[-=]+>|→|[.?!](?=\s|$)|\s(?:\(|[-–—]+\s|then\b|against\b|over (?:the|my|our|it)\b"
    r"|for each\b|"
    r"(?:on|in|from|against) (?:the |our |my )?(?:postgres\w*|pg|db|database|\w+ database)\b)"
    r"|,?\s+(?:and|&)\s+(?:then\s+|also\s+)*(?P<joined>\w+)|,\s+(?:then\s+)?(?P<listed>\w+))",
    re.IGNORECASE,
)
_FROM = re.compile(r"\sfrom\s", re.IGNORECASE)
_OPERATOR = re.compile(r"\s*(?:[<>=!]|is\b|in\b|like\b|between\b|not\b|,|from\b)", re.IGNORECASE)
_PIECE: Final = re.compile(
    r"'[^']*'|\"[^\"]*\"|[\w.]*\w|[-=]+>|[<>=!|]+|[-+*/,()]|\S",
)
# Behind these something must follow; what else is written in capitals may end a statement.
_JOINERS: Final = word_set(
    """
    SELECT DISTINCT FROM WHERE AND OR NOT IN LIKE ILIKE BETWEEN IS ON USING BY HAVING AS JOIN SET
    VALUES INTO UNION ALL CASE WHEN THEN ELSE LIMIT OFFSET INTERVAL EXISTS TABLE UPDATE DELETE
    INSERT CALL ANY GROUP ORDER LEFT RIGHT INNER OUTER FULL CROSS TRUNCATE RETURNING
    """
)
_ENDERS: Final = word_set("ASC DESC END NULL TRUE FALSE NULLS FIRST LAST OVER")
_OPERATORS: Final = re.compile(r"[<>=!|]+|[-+*/(]")
# English that goes on behind a list of columns: "GROUP BY a, b over the rows".
_GOING_ON: Final = word_set("and over on against into for in with then to at from")


def statement_in(request: str, span: Span) -> Span:
    """The statement that begins where `span` does, without the words that follow it."""
    if re.search(r"\s(?:FROM|INTO|SET|CALL|TABLE)\s|^(?:CALL|TRUNCATE)\s", span.of(request)):
        return Span(span.start, _end_by_grammar(request, span))
    source = _FROM.search(request, span.start, span.end)
    begin = source.end() if source else span.start
    for match in _BREAK.finditer(request, begin, span.end):
        word = match["joined"] or match["listed"]
        if word is None or (_is_asking(word) and not _OPERATOR.match(request, match.end())):
            return Span(span.start, match.start())
    return Span(span.start, span.start + len(span.of(request).rstrip(" .,;:!?")))


def _end_by_grammar(request: str, span: Span) -> int:
    """The offset behind the last piece that belongs to a statement with keywords in capitals."""
    pieces = list(_PIECE.finditer(request, span.start, span.end))
    end, depth, is_complete = span.start, 0, False
    for at, piece in enumerate(pieces):
        text = piece[0]
        if is_complete and depth <= 0 and not _goes_on(pieces, at):
            break
        depth += {"(": 1, ")": -1}.get(text, 0)
        is_star = text == "*" and not is_complete
        is_complete = is_star or not (
            text in _JOINERS or text in {",", "and", "or"} or _OPERATORS.fullmatch(text) is not None
        )
        if is_complete:
            end = piece.end()
    return end


def _goes_on(pieces: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a piece behind a complete statement makes it longer."""
    text = pieces[at][0]
    following = pieces[at + 1][0] if at + 1 < len(pieces) else ""
    behind = pieces[at + 2][0] if at + 2 < len(pieces) else ""
    if text in _JOINERS | _ENDERS:
        return True
    if text == "(":
        is_call = pieces[at - 1].end() == pieces[at].start()
        return is_call or pieces[0][0] == "INSERT"
    if text in {"and", "or"}:
        return _OPERATOR.match(behind) is not None and behind != ","
    if text == ",":
        is_column = following.lower() not in FUNCTION_WORDS | {"over"} and following[:1].isalnum()
        return is_column and (not behind[:1].islower() or behind in _GOING_ON)
    if text == "-" and following[:1].isalpha():
        return False
    if _OPERATORS.fullmatch(text):
        return True
    # The other name of a table: "FROM orders o WHERE".
    return text[:1].isalpha() and following in _JOINERS and following not in {"AND", "OR"}


def _is_asking(word: str) -> bool:
    return is_verb(word.lower()) or word.lower() in {"let", "have", "if", "otherwise", "one"}
