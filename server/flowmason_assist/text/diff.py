"""
The few edits that turn one text into another, found by comparing lines.

Lines that stand once in both texts hold on to each other; what differs between two of them is
replaced. Unlike an edit of least length, that takes no time worth mentioning.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")

_Pair = tuple[int, int]


def line_edits(old: str, new: str) -> list[Edit]:
    """Give edits that replace the lines of `old` that differ by those of `new`."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    edits = []
    for low, high, new_low, new_high in _changes(before, after):
        edits.append(Edit(Span(starts[low], starts[high]), "".join(after[new_low:new_high])))
    return edits


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    low, new_low = 0, 0
    for anchor, new_anchor in (*_anchors(before, after), (len(before), len(after))):
        head = _shared(before[low:anchor], after[new_low:new_anchor])
        start, new_start = low + head, new_low + head
        tail = _shared(before[start:anchor][::-1], after[new_start:new_anchor][::-1])
        end, new_end = anchor - tail, new_anchor - tail
        if start < end or new_start < new_end:
            yield start, end, new_start, new_end
        low, new_low = anchor + 1, new_anchor + 1


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    """Count the leading lines that are the same."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[_Pair]:
    """Give the longest run of pairs of equal lines that stand once in each text."""
    counts, new_counts = Counter(before), Counter(after)
    places = {line: index for index, line in enumerate(after) if new_counts[line] == 1}
    pairs = [
        (index, places[line])
        for index, line in enumerate(before)
        if counts[line] == 1 and line in places
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Give the longest part of pairs whose second numbers rise as the first ones do."""
    lasts: list[int] = []  # The smallest second number that ends a run of each length.
    enders: list[int] = []  # The pairs that hold them.
    before: list[int] = []  # The pair that each pair follows, -1 for none.
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(lasts, number)
        before.append(enders[length - 1] if length else -1)
        lasts[length : length + 1] = [number]
        enders[length : length + 1] = [index]
    rising = []
    index = enders[-1] if enders else -1
    while index >= 0:
        rising.append(pairs[index])
        index = before[index]
    return rising[::-1]
