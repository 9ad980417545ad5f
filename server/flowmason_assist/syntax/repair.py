"""What people write instead of JSON: named in plain words, and read as what it means."""

import json
import re
from types import MappingProxyType

from flowmason_assist.syntax.builder import TreeBuilder
from flowmason_assist.syntax.lexer import COLON, REST_OF_LINE, SWALLOWED, Token
from flowmason_assist.syntax.strings import value_of
from flowmason_assist.syntax.tree import Node, NodeKind, ProblemKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_NON_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})
_OTHER_LITERALS = MappingProxyType(
    {"True": True, "False": False, "None": None, "undefined": None, "nil": None}
)
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
# A key whose closing quote is missing, as in `"id: "draft"`.
_KEY_IN_STRING = re.compile(r'"([\w$.-]+)[ \t]*:')
_SMART_QUOTES = "\u201c\u201d\u201e\u2018\u2019"
_SHOWN = 40


class Repairer:
    """Reads the tokens of one text that are no JSON into a tree."""

    def __init__(self, text: str, tree: TreeBuilder) -> None:
        self._text = text
        self._tree = tree

    def read(self, token: Token, start: int, end: int) -> int:
        """Take a token; give the offset at which to read on."""
        match token:
            case Token.COMMENT:
                return self._comment(start, end)
            case Token.UNCLOSED_STRING:
                return self._broken_string(start, end)
            case Token.SINGLE_QUOTED:
                return self._single_quoted(start, end)
            case Token.WORD:
                return self._word(start, end)
            case _:
                return self._stray(start, end)

    def unquoted_key(self, start: int, end: int) -> int:
        """Take a number or a literal that stands where a key should."""
        return self._bare_word(start, end)

    def key_without_end(self, start: int, end: int) -> int | None:
        """Take a string that is a key without its closing quote, or None if it is none."""
        match = _KEY_IN_STRING.match(self._text, start, end) if self._tree.wants_key else None
        if match is None:
            return None
        self._unclosed(start, match.end(1))
        self._place_text(start, match.end(1), match[1], is_key=True)
        return match.end()

    def _comment(self, start: int, end: int) -> int:
        message = "JSON has no comments; remove it"
        self._report(start, end, message, "", kind=ProblemKind.COMMENT)
        self._tree.comment(start, end)
        return end

    def _broken_string(self, start: int, end: int) -> int:
        raw = self._text[start:end]
        if len(raw) > 1 and raw.endswith('"'):
            message = "a control character stands in this string; write it as an escape, like \\t"
            fixed = "".join(json.dumps(each)[1:-1] if each < " " else each for each in raw)
            self._report(start, end, message, fixed)
            return self._text_value(start, end, value_of(raw))
        after_key = self.key_without_end(start, end)
        if after_key is not None:
            return after_key
        swallowed = SWALLOWED.search(raw)
        end = start + max(1, swallowed.start() if swallowed else len(raw))
        self._unclosed(start, end)
        return self._text_value(start, end, value_of(self._text[start:end] + '"'))

    def _unclosed(self, start: int, end: int) -> None:
        message = "this string is never closed; add a quote"
        edit = Edit(Span(end, end), '"')
        self._tree.report(ProblemKind.UNCLOSED_STRING, start, end, message, edit)

    def _single_quoted(self, start: int, end: int) -> int:
        value = self._text[start + 1 : end - 1]
        self._report(start, end, "strings stand in double quotes", _quoted(value))
        return self._text_value(start, end, value)

    def _word(self, start: int, end: int) -> int:
        word = self._text[start:end]
        if self._tree.is_complete:
            self._report(start, end, f'"{word[:_SHOWN]}" stands behind the end of the JSON', "")
            self._tree.give_up()
            return end
        if self._tree.wants_key:
            return self._key_without_start(start, end) or self._bare_word(start, end)
        if word in _NON_FINITE:
            message = f"{word} is not JSON; only Python readers accept it"
            self._tree.report(ProblemKind.NON_FINITE_NUMBER, start, end, message)
            self._tree.place(Node(NodeKind.NUMBER, start, end, float(word)))
        elif word in _OTHER_LITERALS:
            self._meant(NodeKind.LITERAL, start, end, _OTHER_LITERALS[word])
        elif _NUMBER.fullmatch(word):
            self._meant(NodeKind.NUMBER, start, end, _number_meant(word))
        else:
            return self._bare_word(start, end)
        return end

    def _meant(self, kind: NodeKind, start: int, end: int, value: object) -> None:
        meant = json.dumps(value)
        message = f'"{self._text[start:end]}" is not JSON; write {meant}'
        self._report(start, end, message, meant)
        self._tree.place(Node(kind, start, end, value))

    def _key_without_start(self, start: int, end: int) -> int | None:
        """Take a key without its opening quote, as in `id": "draft"`."""
        colon = COLON.match(self._text, end + 1)
        if colon is None or not self._text.startswith('"', end):
            return None
        word = self._text[start:end]
        message = f'a quote is missing before "{word[:_SHOWN]}"'
        self._tree.report(
            ProblemKind.SYNTAX, start, end + 1, message, Edit(Span(start, start), '"')
        )
        self._place_text(start, end + 1, word, is_key=True)
        return colon.end()

    def _bare_word(self, start: int, end: int) -> int:
        if self._tree.is_empty:
            return self._leading_words(start)
        word = self._text[start:end].strip(_SMART_QUOTES)
        message = f'"{word[:_SHOWN]}" is not JSON here; strings and keys stand in double quotes'
        self._report(start, end, message, _quoted(word))
        if self._tree.wants_key and not COLON.match(self._text, end):
            return self._skip_line(end)
        return self._text_value(start, end, word)

    def _leading_words(self, start: int) -> int:
        """Leave out what stands before the first bracket of the file."""
        found = re.search(r"[{\[]", self._text[start:])
        end = start + found.start() if found else len(self._text.rstrip())
        first_line = min(end, start + len(self._text[start:].splitlines()[0]))
        message = "only JSON may stand in the file, and a pipeline starts with a brace"
        edits = [Edit(Span(start, end), "")] if found else []
        self._tree.report(ProblemKind.SYNTAX, start, first_line, message, *edits)
        return end if found else len(self._text)

    def _skip_line(self, position: int) -> int:
        """Leave out the rest of a line that a stray quote cut open."""
        match = REST_OF_LINE.match(self._text, position)
        if match is None:
            return position
        self._tree.quiet_until = max(self._tree.quiet_until, match.end())
        return match.end()

    def _stray(self, start: int, end: int) -> int:
        self._report(start, end, f'the character "{self._text[start]}" cannot stand here', "")
        return end

    def _text_value(self, start: int, end: int, value: str) -> int:
        """Take a text, as a key if a colon follows where a key should stand."""
        colon = COLON.match(self._text, end)
        is_key = colon is not None and self._tree.wants_key
        self._place_text(start, end, value, is_key=is_key)
        return colon.end() if colon and is_key else end

    def _place_text(self, start: int, end: int, value: str, *, is_key: bool) -> None:
        self._tree.string(Node(NodeKind.STRING, start, end, value), colon=is_key)

    def _report(
        self,
        start: int,
        end: int,
        message: str,
        new_text: str,
        *,
        kind: ProblemKind = ProblemKind.SYNTAX,
    ) -> None:
        self._tree.report(kind, start, end, message, Edit(Span(start, end), new_text))


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number_meant(word: str) -> int | float:
    if "x" in word.lower():
        return int(word, 16)
    number = float(word)
    return int(number) if number.is_integer() and word.lstrip("+-").isdigit() else number
