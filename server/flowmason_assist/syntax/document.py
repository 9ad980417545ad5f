"""
A pipeline file as text: its head, and its stages each read on their own.

A stage's tree counts offsets from the stage's own start, so that it depends on the stage's
text only. Given the document before an edit, only the stages that changed are read again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flowmason_assist.syntax.lexer import balanced_end
from flowmason_assist.syntax.parse import Parsed, parse
from flowmason_assist.syntax.tree import Node, NodeKind, Problem
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class StageText:
    """One object in the `stages` array; `parsed` counts from `start`."""

    index: int  # In the array, which may hold other things than objects.
    start: int
    text: str
    parsed: Parsed

    @property
    def span(self) -> Span:
        """Give the range of the stage in the document."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Document:
    """
    One version of a file.

    In `root` the objects of the `stages` array are empty nodes: what they hold is in `stages`.
    `problems` are all that a JSON reader would stumble over, in the order of the text.
    """

    text: str
    root: Node
    problems: tuple[Problem, ...]
    stages: tuple[StageText, ...]
    known_ends: Mapping[int, int]  # Of objects whose ends were found before they were read.

    def stage_at(self, offset: int) -> StageText | None:
        """Give the stage that `offset` touches, or None."""
        return next((stage for stage in self.stages if stage.span.contains(offset)), None)


def parse_document(text: str, previous: Document | None = None) -> Document:
    """
    Read a file; stages whose text stands in `previous` too are not read again.

    Never raises, whatever the text.
    """
    known_ends = _known_ends(text, previous)
    outline = _outline(text, known_ends)
    memo = {stage.text: stage.parsed for stage in previous.stages} if previous else {}
    stages = []
    for index, node in enumerate(_items(outline)):
        if node.kind is NodeKind.OBJECT:
            stages.append(_stage(text, index, node, memo))
            node.members = ()
    problems = _all_problems(outline.problems, stages) if stages else outline.problems
    return Document(text, outline.root, problems, tuple(stages), known_ends)


def _outline(text: str, known: Mapping[int, int]) -> Parsed:
    outline = parse(text, known)
    if known.keys() <= {node.start for node in _items(outline)}:
        return outline
    # Some object that was left out is no stage, because "stages" stands in several places.
    return parse(text)


def _items(outline: Parsed) -> tuple[Node, ...]:
    stages = outline.root.get("stages")
    return stages.items if stages else ()


def _all_problems(outer: Iterable[Problem], stages: Sequence[StageText]) -> tuple[Problem, ...]:
    found = [problem.shifted(stage.start) for stage in stages for problem in stage.parsed.problems]
    starts = [stage.start for stage in stages]
    for problem in outer:
        # A stage that the outline had to read reports its problems itself.
        index = bisect_right(starts, problem.span.start) - 1
        if index < 0 or problem.span.start >= stages[index].span.end:
            found.append(problem)
    return tuple(sorted(found, key=lambda problem: problem.span))


def _stage(text: str, index: int, node: Node, memo: dict[str, Parsed]) -> StageText:
    content = text[node.start : node.end]
    parsed = memo.get(content)
    if parsed is None:
        parsed = memo[content] = parse(content)
    return StageText(index, node.start, content, parsed)


def _known_ends(text: str, previous: Document | None) -> dict[int, int]:
    """Find the objects of the stages array without reading them, as far as that is safe."""
    start = _stages_start(text)
    if start is None:
        return {}
    return _scan(text, start, _Unchanged.between(previous, text) if previous else None)


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """What an edit left alone: the known objects before it and behind it."""

    ends: Mapping[int, int]
    prefix: int
    suffix_start: int  # In the old text.
    shift: int

    @staticmethod
    def between(previous: Document, text: str) -> "_Unchanged":
        old = previous.text
        prefix = _common_prefix(old, text)
        suffix = _common_suffix(old, text, min(len(old), len(text)) - prefix)
        return _Unchanged(previous.known_ends, prefix, len(old) - suffix, len(text) - len(old))

    def end(self, start: int) -> int | None:
        """Give the end of the object at an offset of the new text, where it is as before."""
        end = self.ends.get(start)
        if end is not None and end <= self.prefix:
            return end
        old_start = start - self.shift
        end = self.ends.get(old_start) if old_start >= self.suffix_start else None
        return end + self.shift if end is not None else None


def _stages_start(text: str) -> int | None:
    """Give the offset behind the bracket that opens the `stages` array, as text alone shows."""
    position = text.find('"stages"')
    while position >= 0:
        cursor = position + len('"stages"')
        rest = text[cursor : cursor + 200].split("[", 1)
        if len(rest) == 2 and rest[0].strip() == ":":  # noqa: PLR2004 - before and after the bracket
            return cursor + len(rest[0]) + 1
        position = text.find('"stages"', cursor)
    return None


def _scan(text: str, position: int, unchanged: _Unchanged | None) -> dict[int, int]:
    ends: dict[int, int] = {}
    while True:
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        if not text.startswith("{", position):
            return ends
        end = unchanged.end(position) if unchanged else None
        if end is None:
            end = balanced_end(text, position)
        if end is None:
            return ends
        ends[position] = end
        position = end


def _common_prefix(first: str, second: str) -> int:
    """Count the leading characters that two texts share, by halving: each step is one compare."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(first: str, second: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        one = first[len(first) - middle : len(first) - low]
        if one == second[len(second) - middle : len(second) - low]:
            low = middle
        else:
            high = middle - 1
    return low
