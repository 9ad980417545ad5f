"""
JSON that may be broken, read into a tree and a list of problems.

Any text gives a tree. One loop over tokens with a stack of open brackets: nothing recurses,
so that depth costs memory only. See docs/decisions/0011 for why this is not tree-sitter.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flowmason_assist.syntax.builder import TreeBuilder
from flowmason_assist.syntax.lexer import TOKEN, Token
from flowmason_assist.syntax.repair import Repairer
from flowmason_assist.syntax.strings import has_lone_surrogate, unknown_escapes, value_of
from flowmason_assist.syntax.tree import Node, NodeKind, Problem, ProblemKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_LITERALS = {"true": True, "false": False, "null": None}


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
        self._repairer = Repairer(text, self._tree)
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
            start, end = match.span(group)
            if group == Token.PUNCTUATION:
                position = self._punctuation(start, text[start])
            elif group <= Token.COLON:
                position = self._string(*match.span(1), match.end())
            elif group == Token.NUMBER:
                position = self._number(start, end)
            elif group == Token.LITERAL:
                position = self._scalar(NodeKind.LITERAL, start, end, _LITERALS[text[start:end]])
            else:
                position = self._repairer.read(Token(group), start, end)
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

    def _string(self, start: int, end: int, token_end: int) -> int:
        """Take a string, with the colon behind it if the token ends later than the string."""
        colon = token_end > end
        if not colon:
            after_key = self._repairer.key_without_end(start, end)
            if after_key is not None:
                return after_key
        self._tree.string(Node(NodeKind.STRING, start, end, self._decode(start, end)), colon=colon)
        return token_end

    def _scalar(self, kind: NodeKind, start: int, end: int, value: object) -> int:
        if self._tree.wants_key:
            return self._repairer.unquoted_key(start, end)
        self._tree.place(Node(kind, start, end, value))
        return end

    def _number(self, start: int, end: int) -> int:
        text = self._text[start:end]
        try:
            value = json.loads(text)
        except ValueError:
            message = "this number has more digits than Python reads"
            self._report(ProblemKind.SYNTAX, start, end, message)
            value = float(text)
        return self._scalar(NodeKind.NUMBER, start, end, value)

    def _decode(self, start: int, end: int) -> str:
        text = self._text
        if text.find("\\", start, end) < 0:
            return text[start + 1 : end - 1]
        raw = text[start:end]
        value = value_of(raw)
        for offset in unknown_escapes(raw):
            at = start + offset
            message = f'JSON has no escape "{text[at : at + 2]}"; write the backslash twice'
            self._report(ProblemKind.SYNTAX, at, at + 2, message, Edit(Span(at, at), "\\"))
        if has_lone_surrogate(value):
            message = "half of a surrogate pair stands here; it cannot be printed or sent"
            self._report(ProblemKind.LONE_SURROGATE, start, end, message)
        return value
