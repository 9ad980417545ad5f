"""
The tree under construction: open brackets, what stands in them, and what is wrong so far.

Closing brackets that do not match close what they plausibly meant, and each missing or spare
mark is reported once, so that the rest of the text is still understood.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowmason_assist.syntax.lexer import (
    COLON,
    KEY_FOLLOWS,
    TOKEN,
    BracketCount,
    Token,
)
from flowmason_assist.syntax.tree import Member, Node, NodeKind, Problem, ProblemKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.printable import printable
from flowmason_assist.text.span import Span

_CLOSERS = {"{": "}", "[": "]"}
# The engine still runs what is nested 400 deep, and fails at 500. Whoever recurses over the
# tree relies on the limit.
_MOST_DEPTH = 400
# More than this is no pipeline with faults, but something else.
_MOST_PROBLEMS = 1_000


@dataclass(slots=True)
class _Open:
    """A bracket that is not closed yet, with what stands in it so far."""

    node: Node
    is_object: bool
    members: list[Member] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    key: Node | None = None
    comma: int | None = None  # Where the last comma stands, while nothing follows it.
    filled: bool = False  # A value stands here that no comma follows yet.

    @property
    def content_end(self) -> int:
        """Give the end of the last value inside, or of the opening bracket."""
        if self.members:
            return self.members[-1].value.end
        return self.items[-1].end if self.items else self.node.start + 1


class TreeBuilder:
    """
    The tree of one text, built from its tokens in order.

    `known` maps offsets of objects that need not be read to their ends: they become empty
    nodes. The document uses it to leave stages that it knows alone.
    """

    def __init__(self, text: str, known: Mapping[int, int]) -> None:
        self.problems: list[Problem] = []
        self.has_given_up = False
        self.quiet_until = -1  # What starts earlier lies in a stretch that is reported already.
        self._text = text
        self._known = known
        self._stack: list[_Open] = []
        self._open_arrays = 0
        self._root: Node | None = None
        self._comments = Span(0, 0)  # The last ones that follow each other.
        self._brackets: BracketCount | None = None  # Counted when the first one does not match.

    @property
    def wants_key(self) -> bool:
        """Tell whether a key should come next."""
        return bool(self._stack) and self._stack[-1].is_object and self._stack[-1].key is None

    @property
    def is_complete(self) -> bool:
        """Tell whether a whole value has been read, so that nothing may follow."""
        return self._root is not None and not self._stack

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been read yet."""
        return self._root is None

    def open(self, start: int, mark: str) -> int:
        """Open a bracket; give the offset at which to read on."""
        cut_short = self._open_arrays and self.wants_key
        while self._open_arrays and self.wants_key:
            self._abandon()
        if cut_short:
            self._stack[-1].filled = False  # No comma is missing behind it.
        end = self._known.get(start) if mark == "{" else None
        if end is not None:
            self.place(Node(NodeKind.OBJECT, start, end))
            return end
        kind = NodeKind.OBJECT if mark == "{" else NodeKind.ARRAY
        node = Node(kind, start, start + 1)
        self.place(node)
        if len(self._stack) == _MOST_DEPTH:
            message = f"brackets are nested more than {_MOST_DEPTH} deep; FlowMason fails on that"
            self.report(ProblemKind.SYNTAX, start, start + 1, message)
            self.give_up()
        self._stack.append(_Open(node, mark == "{"))
        self._open_arrays += mark == "["
        return start + 1

    def close(self, start: int, mark: str) -> None:
        """Close the bracket that `mark` at `start` matches."""
        wants_object = mark == "}"
        open_objects = len(self._stack) - self._open_arrays
        if not (open_objects if wants_object else self._open_arrays):
            self._spare_closer(start, f'this "{mark}" closes nothing')
            return
        if self._is_spare(start, wants_object=wants_object):
            self._spare_closer(start, f'this "{mark}" closes too much; remove it')
            return
        while self._stack[-1].is_object != wants_object:
            self._abandon()
        self._leave(self._stack.pop(), start + 1)

    def _spare_closer(self, start: int, message: str) -> None:
        edit = Edit(Span(start, start + 1), "")
        self.report(ProblemKind.SYNTAX, start, start + 1, message, edit)

    def _is_spare(self, start: int, *, wants_object: bool) -> bool:
        """Tell whether the brackets behind a closing one fit only if that one were not there."""
        end = start + 1
        matches = self._stack[-1].is_object == wants_object
        if matches and not (self._takes_no_key and KEY_FOLLOWS.match(self._text, end)):
            return False
        if self._brackets is None:
            self._brackets = BracketCount(self._text, end)
        return self._brackets.surplus(end) == len(self._stack)

    @property
    def _takes_no_key(self) -> bool:
        """Tell whether no key can follow what the next closing bracket closes."""
        return len(self._stack) == 1 or not self._stack[-2].is_object

    def _abandon(self) -> None:
        """Close a bracket that something further out shows to be unclosed."""
        frame = self._stack.pop()
        self._no_value(frame)
        self._leave_unclosed(frame, frame.content_end)

    def _leave_unclosed(self, frame: _Open, end: int) -> None:
        """Report a missing bracket where it should stand, and what it should close."""
        start = frame.node.start
        closer = _CLOSERS[self._text[start]]
        opening = " ".join(self._text[start : start + 24].split())
        message = f"\"{closer}\" is missing: nothing closes '{opening}…'"
        self.report(ProblemKind.UNCLOSED, end - 1, end, message, Edit(Span(end, end), closer))
        self._leave(frame, end, quiet=True)

    def _leave(self, frame: _Open, end: int, *, quiet: bool = False) -> None:
        node = frame.node
        self._open_arrays -= not frame.is_object
        if frame.key is not None:
            self._no_value(frame)
        elif frame.comma is not None and not quiet:
            self._spare_comma(frame.comma)
        node.end = end
        node.members = tuple(frame.members)
        node.items = tuple(frame.items)
        if len({member.name for member in node.members}) != len(node.members):
            self._duplicates(node)

    def comma(self, start: int) -> None:
        """Take a comma, or say that none can stand here."""
        if not self._stack:
            edit = Edit(Span(start, start + 1), "")
            message = 'this "," stands outside the value; remove it'
            self.report(ProblemKind.SYNTAX, start, start + 1, message, edit)
            return
        frame = self._stack[-1]
        if frame.key is not None:
            self._no_value(frame)
            frame.filled = True
        if not frame.filled:
            self._spare_comma(start)
            return
        frame.comma = start
        frame.filled = False

    def _spare_comma(self, start: int) -> None:
        message = "no value follows or precedes this comma; remove it"
        edit = Edit(Span(start, start + 1), "")
        self.report(ProblemKind.TRAILING_COMMA, start, start + 1, message, edit)

    def string(self, node: Node, *, colon: bool) -> None:
        """Take a string, as a key (`colon` follows it) or as a value."""
        frame = self._stack[-1] if self._stack else None
        if frame and frame.is_object and frame.key is None:
            self.key(frame, node, colon=colon)
            return
        if colon and frame and frame.is_object and frame.key is not None:
            # `"a": "b": 1` — the first key lost its value.
            self._no_value(frame)
            frame.filled = True
            self.key(frame, node, colon=True)
            return
        if colon:
            message = "a key cannot stand here; did a bracket close too early?"
            self.report(ProblemKind.SYNTAX, node.start, node.end, message)
        self.place(node)

    def key(self, frame: _Open, node: Node, *, colon: bool) -> None:
        """Take a key of the innermost object."""
        self._expect_comma(frame, node.start)
        frame.key = node
        frame.comma = None
        if not colon:
            message = f'the key "{node.value}" needs ":" and a value'
            self.report(ProblemKind.SYNTAX, node.start, node.end, message)
            if not self._value_follows(node.end):
                self._fill(frame, Node(NodeKind.MISSING, node.end, node.end))

    def _value_follows(self, position: int) -> bool:
        match = TOKEN.match(self._text, position)
        if not match or match.lastindex == Token.COLON:
            return False
        return not match[0].strip().startswith(("}", "]", ",", ":"))

    def _no_value(self, frame: _Open) -> None:
        key = frame.key
        if key is None:
            return
        message = f'the key "{key.value}" has no value'
        self.report(ProblemKind.SYNTAX, key.start, key.end, message)
        colon = COLON.match(self._text, key.end)
        end = colon.end() if colon else key.end
        self._fill(frame, Node(NodeKind.MISSING, end, end))

    def _fill(self, frame: _Open, node: Node) -> None:
        if frame.key is not None:
            frame.members.append(Member(frame.key, frame.key.value, node))
        frame.key = None
        frame.filled = True

    def place(self, node: Node) -> None:
        """Put a value where the text wants one; say so where it wants none."""
        if not self._stack:
            if self._root is None:
                self._root = node
            else:
                message = "only one value may stand in the file"
                self.report(ProblemKind.SYNTAX, node.start, node.end, message)
                self.give_up()
            return
        frame = self._stack[-1]
        if not frame.is_object:
            self._expect_comma(frame, node.start)
            frame.items.append(node)
            frame.filled = True
            frame.comma = None
        elif frame.key is not None:
            self._fill(frame, node)
        else:
            message = "a quoted key should stand here"
            self.report(ProblemKind.SYNTAX, node.start, node.end, message)

    def _expect_comma(self, frame: _Open, start: int) -> None:
        if not frame.filled:
            return
        end = self._value_end(start)
        edit = Edit(Span(end, end), ",")
        self.report(ProblemKind.MISSING_COMMA, end, start, "a comma is missing here", edit)
        frame.filled = False

    def comment(self, start: int, end: int) -> None:
        """Take a comment; what is inserted before the next token is not to end up inside."""
        follows = not self._text[self._comments.end : start].strip()
        self._comments = Span(self._comments.start if follows else start, end)

    def _value_end(self, start: int) -> int:
        """Give the end of what stands before `start`, without comments."""
        end = self._trimmed(start)
        return self._trimmed(self._comments.start) if end == self._comments.end else end

    def _trimmed(self, end: int) -> int:
        while end > 0 and self._text[end - 1] in " \t\n\r":
            end -= 1
        return end

    def _duplicates(self, node: Node) -> None:
        last = {member.name: member for member in node.members}
        for member in node.members:
            if member is not last[member.name]:
                message = f'"{member.name}" stands here twice; readers keep only the last one'
                key = member.key
                self.report(ProblemKind.DUPLICATE_KEY, key.start, key.end, message)

    def report(self, kind: ProblemKind, start: int, end: int, message: str, *edits: Edit) -> None:
        """Record a problem, unless it lies in a stretch that is reported already."""
        if start >= self.quiet_until:
            self.problems.append(Problem(kind, Span(start, end), printable(message), edits))
            if len(self.problems) == _MOST_PROBLEMS:
                self.give_up()

    def give_up(self) -> None:
        """Read no further, and say nothing more."""
        self.has_given_up = True
        self.quiet_until = len(self._text) + 1

    def finish(self) -> Node:
        """Close what is still open and give the value; MISSING when there is none."""
        end = len(self._text.rstrip())
        while self._stack:
            frame = self._stack.pop()
            self._leave_unclosed(frame, max(end, frame.node.start + 1))
        if self._root is None:
            if not any(problem.kind is ProblemKind.SYNTAX for problem in self.problems):
                message = "the file holds no JSON value; a pipeline is an object in braces"
                self.report(ProblemKind.SYNTAX, 0, 0, message)
            return Node(NodeKind.MISSING, 0, 0)
        return self._root
