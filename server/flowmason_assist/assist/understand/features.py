"""What the linear classifier sees of a request: words, what stands beside them, shapes."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flowmason_assist.assist.understand.cues import cues
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.tokens import BREAK, Token

_PIECE = 4
_BESIDE = 4
_LONGEST = 12
_MOST_TOKENS = 40
_MOST_COUNTED = 4


def of_clause(slots: Slots, clause: int) -> Iterator[str]:
    """Features of a clause (from 0): its words in ones, twos and threes, and what stands around."""
    inside = shown(slots, clause)
    yield from _grams(inside)
    yield from _pieces(inside)
    yield from _cues(inside)
    if clause:
        before = shown(slots, clause - 1)
        yield from (f"<@{name}" for _, name in cues(before))
        yield from (f"<{word}" for word in before)
        yield from (f"<<{word}" for word in before[-2:])
    if clause + 1 < len(slots.starts):
        after = shown(slots, clause + 1)
        yield from (f">{word}" for word in after[:_BESIDE])
        yield from (f">@{name}" for _, name in cues(after))
    else:
        yield "last"
    yield "first" if clause == 0 else "later"
    yield from _of_case(slots, clause)
    yield from (
        f"?{read.test}" for read in slots.comparisons if slots.clause_of(read.first) == clause
    )
    yield f"length={min(len(inside), _LONGEST) // 3}"


def of_request(slots: Slots) -> Iterator[str]:
    """Features of a whole request."""
    every = [shape(token) for token in slots.tokens]
    yield from _grams(every)
    yield from _pieces(every)
    yield from _cues(every)
    yield f"clauses={min(len(slots.starts), _MOST_COUNTED)}"
    yield f"tokens={min(len(every), _MOST_TOKENS) // 4}"
    literals = sum(word[0] == "#" for word in every)
    yield f"literals={min(literals, _MOST_COUNTED)}"


def of_token(
    slots: Slots, index: int, here: Collection[str], elsewhere: Collection[str]
) -> Iterator[str]:
    """
    Features of a token as a value: what it is, what stands beside it, who may want it.

    `here` are the components that its clause asks for, `elsewhere` those of other clauses.
    """
    shapes = [shape(token) for token in slots.tokens]
    padded = ["^"] * _BESIDE + shapes + ["$"] * _BESIDE
    at = index + _BESIDE
    word, kind = shapes[index], str(slots.tokens[index].kind)
    last, next_ = padded[at - 1], padded[at + 1]
    yield from (f"{offset}{padded[at + offset]}" for offset in range(-_BESIDE, _BESIDE))
    for offset in (-2, -1, 0, 1):
        yield f"{offset},{padded[at + offset]} {padded[at + offset + 1]}"
    yield f"3,{' '.join(padded[at - 3 : at])}"
    yield f"k{kind} {last}"
    yield f"k{kind} {padded[at - 2]} {last}"
    yield f"k{kind} {next_}"
    yield f"b{last} {next_}"
    for name in here:
        yield from (
            f"h{name} {each}" for each in (kind, last, next_, word, f"{padded[at - 2]} {last}")
        )
    yield from (f"e{name} {kind}" for name in elsewhere)
    yield from (f"c{kind} {each}" for each in shown(slots, slots.clause_of(index)))
    compared = _part_of_comparison(slots, index)
    if compared is not None:
        yield f"?{compared}"
        yield from (f"?{compared} h{name}" for name in here)
    guard = slots.guards[slots.clause_of(index)]
    if guard is not None and guard.label is not None and guard.label.at == index:
        yield "@label"
        yield from (f"@label h{name}" for name in here)


def _part_of_comparison(slots: Slots, index: int) -> str | None:
    """What a token is to the comparison that it stands in."""
    for read in slots.comparisons:
        if index in read.key:
            return f"key:{read.test}"
        if index == read.value:
            return f"value:{read.test}"
    return None


def _of_case(slots: Slots, clause: int) -> Iterator[str]:
    """When a clause holds, and whether it is the first of several cases."""
    labels = [at for at, guard in enumerate(slots.guards) if guard and guard.label is not None]
    guard = slots.guards[clause]
    if guard is not None:
        yield f"@{guard.case}"
        yield f"@{guard.case} labels={min(len(labels), 3)} {labels[:1] == [clause]}"
    if clause and (before := slots.guards[clause - 1]):
        yield f"<@{before.case}"
    if labels:
        yield f"labels={min(len(labels), 3)} {labels[0] > clause}"


@dataclass(frozen=True, slots=True)
class StepView:
    """A step among those before it, as far as a plan has been laid out."""

    component: str
    clause: int
    """The clause that it comes from, counted from 0."""
    before: tuple[str, ...]
    """The components before it, the last one first."""
    last_clause: int
    block: str
    """The body that the step before stands in, empty at the top."""
    depth: int
    last_wire: str = ""
    """What the step before works on."""


def of_step(slots: Slots, view: StepView) -> Iterator[str]:
    """Features of a step: what it is, what came before, how its clause speaks."""
    general = _of_view(view)
    yield from general
    yield from (f"{each} block={view.block}" for each in general[:4])
    words = shown(slots, view.clause)
    last = view.before[0] if view.before else "^"
    for case in (*_of_case(slots, view.clause), "@"):
        yield f"{case} {_distance(view)} {view.block}"
        yield f"{case} {_distance(view)} {view.block} {last}"
        yield f"{case} {view.component} {view.block}"
    for feature in (*words, *map(" ".join, pairwise(["^", *words, "$"]))):
        yield f"w{feature}"
        yield f"w{feature} {_distance(view)} {view.block}"
    for word in words:
        yield f"c{view.component} {word}"
        yield f"l{last} {word}"
    if view.clause:
        yield from (f"<{word}" for word in shown(slots, view.clause - 1)[-_BESIDE:])


def of_wire(slots: Slots, view: StepView, setting: str, *, is_first: bool) -> Iterator[str]:
    """Features of a setting that refers to what other steps give; `is_first` in its body."""
    name = f"{view.component}.{setting}"
    for feature in _of_view(view):
        yield feature
        yield f"{name} {feature}"
    yield f"first={is_first} {view.block} {name}"
    yield f"first={is_first} {view.block} {view.last_wire}"
    words = shown(slots, view.clause)
    for word in words:
        yield f"{name} {word}"
        yield f"w{word} {_distance(view)}"
    yield from (f"w{' '.join(pair)}" for pair in pairwise(["^", *words, "$"]))


def _of_view(view: StepView) -> tuple[str, ...]:
    last = view.before[0] if view.before else "^"
    distance = _distance(view)
    return (
        f"component={view.component}",
        f"last={last}",
        f"last2={' '.join(view.before[:2])}",
        f"pair={last} {view.component}",
        f"block={view.block}",
        f"depth={view.depth}",
        f"wire={view.last_wire}",
        f"wire={view.last_wire} {last}",
        f"clause={distance}",
        f"clause={distance} {view.block}",
        f"count={min(len(view.before), _MOST_COUNTED)}",
        f"count={min(len(view.before), 1)} {view.component}",
    )


def _distance(view: StepView) -> str:
    if view.clause == view.last_clause:
        return "same"
    return "later" if view.clause > view.last_clause else "earlier"


def shown(slots: Slots, clause: int) -> list[str]:
    """The words of a clause, literals by their shape."""
    ends = (*slots.starts[1:], len(slots.tokens))
    return [shape(token) for token in slots.tokens[slots.starts[clause] : ends[clause]]]


def shape(token: Token) -> str:
    """A word in lower case; a literal as what it looks like."""
    if token.text == BREAK:
        return "#break"
    if token.kind is None or token.is_word:
        return token.lower
    return f"#{token.kind}"


def _grams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    padded = ["^", *words, "$"]
    for size in (2, 3):
        for index in range(len(padded) - size + 1):
            yield " ".join(padded[index : index + size])


def _cues(words: Sequence[str]) -> Iterator[str]:
    """Classes of the words: the first of them, all of them, and which two follow each other."""
    named = [name for _, name in sorted(cues(words))]
    yield f"@^{named[0] if named else ''}"
    yield from (f"@{name}" for name in named)
    yield from (f"@{one} {other}" for one, other in pairwise(dict.fromkeys(named)))


def _pieces(words: Sequence[str]) -> Iterator[str]:
    """Parts of longer words: what is misspelled or inflected shares most of them."""
    for word in words:
        if word[0] != "#" and len(word) > _PIECE:
            bounded = f"^{word}$"
            for index in range(len(bounded) - _PIECE + 1):
                yield f"~{bounded[index : index + _PIECE]}"
