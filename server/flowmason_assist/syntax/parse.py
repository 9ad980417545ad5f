"""
JSON that may be broken, read into a tree and a list of problems.

Any text gives a tree. One loop over tokens with a stack of open brackets: nothing recurses,
so that depth costs memory only. See docs/decisions/0011 for why this is not tree-sitter.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flowmason_assist.syntax.builder import TreeBuilder
from flowmason_assist.syntax.lexer import REST_OF_LINE, SWALLOWED, TOKEN, Token
from flowmason_assist.syntax.tree import Node, NodeKind, Problem, ProblemKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_LITERALS = {"true": True, "false": False, "null": None}
_NON_FINITE = {"NaN", "Infinity", "-Infinity"}
_OTHER_LITERALS = {"True": "true", "False": "false", "None": "null", "undefined": "null"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text holds: its value and what is wrong with it, in the order of the text."""

    root: Node
    problems: tuple[Problem, ...]


def parse(text: str, known: Mapping[int, int] | None = None) -> Parsed:
    """
    Read a JSON text; never raises, whatever the text.

    `known` maps the starts of objects to their ends: these are not read and stay empty.
    """
    parser = _Parser(text, known or {})
    root = parser.run()
    return Parsed(root, tuple(sorted(parser.problems, key=lambda each: each.span)))


class _Parser:
    """One run over a text."""

    def __init__(self, text: str, known: Mapping[int, int]) -> None:
        self._text = text
        self._tree = TreeBuilder(text, known)
        self.problems = self._tree.problems
        self._report = self._tree.report

    def run(self) -> Node:
        """Read the whole text and give its value; MISSING when there is none."""
        text = self._text
        position = 1 if text.startswith("\ufeff") else 0
        if position:
            message = "the file starts with a byte order mark, which JSON readers reject"
            self._report(ProblemKind.BYTE_ORDER_MARK, 0, 1, message, Edit(Span(0, 1), ""))
        match_at = TOKEN.match
        while (match := match_at(text, position)) and not self._tree.has_given_up:
            group = match.lastindex or 0
            position = match.end()
            if group == Token.PUNCTUATION:
                position = self._punctuation(match.start(group), text[match.start(group)])
            elif group <= Token.COLON:
                self._string(*match.span(1), colon=group == Token.COLON)
            elif group == Token.NUMBER:
                self._number(*match.span(group))
            elif group == Token.LITERAL:
                self._scalar(NodeKind.LITERAL, *match.span(group), _LITERALS[match[group]])
            else:
                position = self._odd(Token(group), *match.span(group))
        return self._tree.finish()

    def _punctuation(self, start: int, mark: str) -> int:
        if mark in "{[":
            return self._tree.open(start, mark)
        if mark in "}]":
            self._tree.close(start, mark)
        elif mark == ",":
            self._tree.comma(start)
        else:
            self._report(ProblemKind.SYNTAX, start, start + 1, 'this ":" has no key before it')
        return start + 1

    def _string(self, start: int, end: int, *, colon: bool) -> None:
        self._tree.string(Node(NodeKind.STRING, start, end, self._decode(start, end)), colon=colon)

    def _scalar(self, kind: NodeKind, start: int, end: int, value: object) -> None:
        self._tree.place(Node(kind, start, end, value))

    def _number(self, start: int, end: int) -> None:
        text = self._text[start:end]
        try:
            value = json.loads(text)
        except ValueError:
            message = "this number has more digits than Python reads"
            self._report(ProblemKind.SYNTAX, start, end, message)
            value = float(text)
        self._scalar(NodeKind.NUMBER, start, end, value)

    def _odd(self, token: Token, start: int, end: int) -> int:
        handle: dict[Token, Callable[[int, int], int]] = {
            Token.COMMENT: self._comment,
            Token.UNCLOSED_STRING: self._broken_string,
            Token.SINGLE_QUOTED: self._single_quoted,
            Token.WORD: self._word,
        }
        return handle.get(token, self._stray)(start, end)

    def _comment(self, start: int, end: int) -> int:
        message = "JSON has no comments; remove it"
        edit = Edit(Span(start, end), "")
        self._report(ProblemKind.COMMENT, start, end, message, edit)
        return end

    def _broken_string(self, start: int, end: int) -> int:
        raw = self._text[start:end]
        if len(raw) > 1 and raw.endswith('"') and not raw.endswith('\\"'):
            message = "a control character stands in this string; write it as an escape, like \\t"
            fixed = "".join(json.dumps(each)[1:-1] if each < " " else each for each in raw)
            edit = Edit(Span(start, end), fixed)
            self._report(ProblemKind.SYNTAX, start, end, message, edit)
        else:
            swallowed = SWALLOWED.search(raw)
            end = start + max(1, swallowed.start() if swallowed else len(raw))
            message = "this string is never closed; add a quote"
            edit = Edit(Span(end, end), '"')
            self._report(ProblemKind.UNCLOSED_STRING, start, end, message, edit)
        colon = TOKEN.match('""' + self._text[end : end + 80])
        is_key = colon is not None and colon.lastindex == Token.COLON
        self._string(start, end, colon=is_key)
        return self._text.index(":", end) + 1 if is_key else end

    def _single_quoted(self, start: int, end: int) -> int:
        value = self._text[start + 1 : end - 1]
        edit = Edit(Span(start, end), json.dumps(value, ensure_ascii=False))
        message = "strings stand in double quotes"
        self._report(ProblemKind.SYNTAX, start, end, message, edit)
        return self._bare(start, end, value)

    def _word(self, start: int, end: int) -> int:
        word = self._text[start:end]
        if word in _NON_FINITE:
            message = f"{word} is not JSON; only Python readers accept it"
            self._report(ProblemKind.NON_FINITE_NUMBER, start, end, message)
            self._scalar(NodeKind.NUMBER, start, end, float(word))
            return end
        if word in _OTHER_LITERALS:
            meant = _OTHER_LITERALS[word]
            edit = Edit(Span(start, end), meant)
            message = f'"{word}" is not JSON; write {meant}'
            self._report(ProblemKind.SYNTAX, start, end, message, edit)
            self._scalar(NodeKind.LITERAL, start, end, _LITERALS[meant])
            return end
        edit = Edit(Span(start, end), json.dumps(word, ensure_ascii=False))
        message = f'"{word[:40]}" is not JSON here; strings and keys stand in double quotes'
        self._report(ProblemKind.SYNTAX, start, end, message, edit)
        return self._bare(start, end, word)

    def _bare(self, start: int, end: int, value: str) -> int:
        """Treat a word without proper quotes as the key or value that it stands for."""
        rest = self._text[end : end + 80].lstrip(" \t\n\r")
        if self._tree.wants_key and not rest.startswith(":"):
            return self._skip_line(end)
        if self._tree.is_complete:
            self._tree.give_up()
            return end
        is_key = self._tree.wants_key
        self._tree.string(Node(NodeKind.STRING, start, end, value), colon=is_key)
        return self._text.index(":", end) + 1 if is_key else end

    def _skip_line(self, position: int) -> int:
        """Leave out the rest of a line that a stray quote cut open."""
        match = REST_OF_LINE.match(self._text, position)
        if match is None:
            return position
        self._tree.quiet_until = max(self._tree.quiet_until, match.end())
        return match.end()

    def _stray(self, start: int, end: int) -> int:
        shown = self._text[start:end].encode("unicode_escape").decode()
        message = f'the character "{shown[:12]}" cannot stand here'
        self._report(ProblemKind.SYNTAX, start, end, message, Edit(Span(start, end), ""))
        return end

    def _decode(self, start: int, end: int) -> str:
        text = self._text
        if text.find("\\", start, end) < 0:
            closed = end - 1 if text[end - 1] == '"' and end - 1 > start else end
            return text[start + 1 : closed]
        raw = text[start:end]
        try:
            value = str(json.loads(raw, strict=False))
        except ValueError:
            message = "this string holds an escape that JSON does not know"
            self._report(ProblemKind.SYNTAX, start, end, message)
            return raw.strip('"')
        if any("\ud800" <= each <= "\udfff" for each in value):
            message = "half of a surrogate pair stands here; it cannot be printed or sent"
            self._report(ProblemKind.LONE_SURROGATE, start, end, message)
        return value
