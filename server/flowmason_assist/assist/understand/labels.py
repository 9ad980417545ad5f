"""
The labels that parts of a request begin with: "bug, billing or other: bugs are logged, …".

A label is a word that the request enumerates and comes back to, a feeling, or, where there are two
or more, a text in quotes or a language in such a place.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flowmason_assist.assist.understand.tokens import BREAK, Kind, Token
from flowmason_assist.assist.understand.verbs import is_verb, is_verb_and_noun
from flowmason_assist.assist.understand.words import word_set

_FEELINGS = word_set("positive negative neutral")
_BOUNDARIES = frozenset(
    {",", ".", ";", ":", "!", "?", "(", ")", "|", "and", "but", "while", "whereas", "or", BREAK}
)
_FILLERS = word_set(
    """
    if when whenever where for in case cases of on a an the those these that this any every each
    it it's 's its is are being be was label labels kind category type class says = == as should
    once with anything all only just ones one comes back turns out found be classified marked
    tagged labelled labeled mood sentiment tone verdict result answer value you get we text
    message language written they are they're he she them get gets
    """
)
_JOINTS = frozenset({",", "/", "|", "or", "and", "vs"})
_SPELLED = frozenset({Kind.QUOTED, Kind.LANGUAGE})
_LISTING = frozenset({"or", "and", ".", "/", "|", "?", ",", ")"})
_ARTICLES = frozenset({"a", "an", "the"})
_HEADINGS = word_set(
    """
    title input output inputs outputs source target goal context data type steps step condition
    action then also note notes ticket summary description order result results default try catch
    finally error errors acceptance criteria constraints format style
    """
)
_MOST_FILLERS = 6
_SHORTEST_STEM = 3
_ARROWS = re.compile(r"[-=]+>|[→⇒➜»]|>>")


@dataclass(frozen=True, slots=True)
class Label:
    """A word that names a case, by index: where its part begins, and where it was listed before."""

    at: int
    begin: int
    listed: int
    """Itself where nothing lists it."""
    among: tuple[int, ...] = ()
    """All that are listed with it."""


def labels_at(tokens: Sequence[Token]) -> tuple[Label, ...]:
    """The labels that parts of a request begin with, in order."""
    stems = [_stem(token) for token in tokens]
    begins = {
        at: begin
        for at, token in enumerate(tokens)
        if _may_be_label(token) and (begin := _begin(tokens, at)) is not None
    }
    found = {at: Label(at, begin, at) for at, begin in begins.items() if stems[at] in _FEELINGS}
    for at, where, listed in _listed(tokens, stems, begins):
        found[at] = Label(at, begins[at], where, tuple(listed))
    spelled = [at for at in begins if tokens[at].kind in _SPELLED and _is_followed(tokens, at)]
    if len({stems[at] for at in spelled}) > 1:
        found.update((at, Label(at, begins[at], at)) for at in spelled if at not in found)
    headed = [at for at, begin in begins.items() if at == begin and _is_head(tokens, at)]
    if len({stems[at] for at in headed}) > 1:
        found.update((at, Label(at, begins[at], at)) for at in headed if at not in found)
    return tuple(found[at] for at in sorted(found))


def _listed(
    tokens: Sequence[Token], stems: Sequence[str], begins: Iterable[int]
) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Words that were listed before: where they are, where they were listed, and the last list."""
    known: defaultdict[str, list[tuple[int, Sequence[int]]]] = defaultdict(list)
    coming = deque(_enumerations(tokens))
    for at in begins:
        while coming and coming[0][0] < at:
            listed = coming.popleft()
            for each in listed:
                known[stems[each]].append((each, listed))
        before = (each for each in reversed(known[stems[at]]) if at not in each[1])
        found = None if _asks(tokens[at]) else next(before, None)
        if found is not None:
            yield at, *found


def _enumerations(tokens: Sequence[Token]) -> Iterator[Sequence[int]]:
    """Words that stand in a list of alternatives, two or more."""
    listed: list[int] = []
    joined = True
    for at, token in enumerate(tokens):
        if token.lower in _JOINTS:
            joined = True
        elif token.lower in _ARTICLES:
            continue
        elif _may_be_label(token) and joined and not _goes_on(tokens, at):
            listed.append(at)
            joined = False
        elif not _may_be_label(token) or not joined:
            if len(listed) > 1:
                yield listed
            listed = [at] if _may_be_label(token) else []
            joined = False
    if len(listed) > 1:
        yield listed


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word says what is done then, behind a list: "minor or major, and store that"."""
    is_behind = at > 1 and (tokens[at - 2].text, tokens[at - 1].lower) == (",", "and")
    follows = tokens[at + 1].lower if at + 1 < len(tokens) else "."
    return is_behind and is_verb(tokens[at].lower) and follows not in _LISTING


def _asks(token: Token) -> bool:
    """Whether a word asks for something, and does so wherever it stands: "save", "keep"."""
    is_spelled = token.kind in _SPELLED
    return not is_spelled and is_verb(token.lower) and not is_verb_and_noun(token.lower)


def _may_be_label(token: Token) -> bool:
    return token.kind in {Kind.WORD, Kind.QUOTED, Kind.LANGUAGE, Kind.IDENTIFIER, Kind.NUMBER}


def _begin(tokens: Sequence[Token], at: int) -> int | None:
    """Where the part begins that has nothing of weight before the label; None if it has."""
    names_field = tokens[at].kind in _SPELLED or tokens[at].lower in _FEELINGS
    for begin in range(at, max(at - _MOST_FILLERS - 2, -1), -1):
        if begin == 0:
            return 0
        word = tokens[begin - 1].lower
        if word in _BOUNDARIES or word == BREAK or _ARROWS.fullmatch(word):
            return begin
        if word not in _FILLERS:
            # "type" in: when the type is "refund".
            if not names_field or not _may_be_label(tokens[begin - 1]):
                return None
            names_field = False
    return None


def _is_followed(tokens: Sequence[Token], at: int) -> bool:
    """Whether something follows that is done with the case, rather than the next of a list."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.lower not in _LISTING


def _is_head(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands alone before an arrow or a colon: "smb -> …; other -> …"."""
    if at + 2 >= len(tokens) or tokens[at].lower in _HEADINGS or _is_ordinal(tokens[at]):
        return False
    follows, before = tokens[at + 1].lower, tokens[at - 1].lower if at else "."
    if _ARROWS.fullmatch(follows):
        renames = tokens[at + 2].kind is Kind.IDENTIFIER
        return not renames and not _ARROWS.fullmatch(before)
    return follows == ":" and before in {".", ";", ",", BREAK} and tokens[at].text.islower()


def _is_ordinal(token: Token) -> bool:
    return token.text[0].isdigit() and token.kind is not Kind.NUMBER


def _stem(token: Token) -> str:
    word = token.lower
    for ending in ("ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
