"""Which of the drafted steps make the comparisons that a request spells."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flowmason_assist.assist.understand.comparisons import Comparison
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.signs.comparing import OPPOSITE
from flowmason_assist.assist.understand.signs.fixed_words import words_said
from flowmason_assist.assist.understand.signs.pattern import pattern
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.understood import Understood
from flowmason_assist.assist.understand.words import word_set

# Who compares, the likeliest first where several stand in one clause.
_COMPARING: Final = ("filter", "mongodb", "foreach", "conditional", "return")
_KEEPING: Final = frozenset({"filter", "mongodb", "foreach"})
_LENGTHS: Final = word_set("characters character chars letters")
# What is made as long as somebody says, and is no field, unless it is named like one.
_MEASURES: Final = _LENGTHS | word_set("words word tokens sentences lines bullets seconds minutes")
_SURE: Final = 0.5
_GOES: Final = pattern(
    r"\b(?:strike|struck|striking) off\b|\b(?:be |are |get |gets |is )?thrown (?:out|away)\b"
    r"|\bbinned\b|\bout of the window\b|\bkick(?:ed)? out everyone\b|\bgoes\W*$"
    r"|\b(?:can|must|may|should) go\b(?! (?:to|in|on))"
    r"|\b(?:are|is|be|gets?|been) (?:\w+ )?(?:dropped|removed|excluded|discarded|ignored|skipped"
    r"|left out|filtered out|weeded out|taken out|cut)\b"
)


def give_comparisons(understood: Understood, made: Sequence[Draft]) -> None:
    """Give each comparison to a step that compares, and its number to no other."""
    slots = understood.slots
    for read in slots.comparisons:
        owner = _owner(slots, read, made)
        if owner is None or _is_again(slots, read, owner):
            continue
        owner.compared.append(_put_right(slots, read, owner.component))
        for draft in made:
            draft.found = [
                each
                for each in draft.found
                if each.index != read.value or slots.tokens[each.index].kind is not Kind.NUMBER
            ]


def without_fields(understood: Understood, made: Sequence[Draft]) -> list[Draft]:
    """Leave out sums that only the name of a field asks for that is compared: "total over 100"."""
    slots, chances = understood.slots, understood.candidates.clauses
    keys = [slots.tokens[index].span for read in slots.comparisons for index in read.key]

    def is_asked(draft: Draft) -> bool:
        clause = slots.clauses[draft.clause]
        said = clause.of(slots.request)
        for key in keys:
            if clause.start <= key.start < clause.end:
                start, end = key.start - clause.start, key.end - clause.start
                said = said[:start] + "_" * (end - start) + said[end:]
        return bool(words_said(said, draft.component, "fn"))

    whole = [(draft, slots.words(draft.clause)) for draft in made]
    return [
        draft
        for draft, said in whole
        if draft.component != "aggregate"
        or draft.found
        or chances[draft.clause].get("aggregate", 0.0) >= _SURE
        or not words_said(said, draft.component, "fn")
        or is_asked(draft)
    ]


def _is_again(slots: Slots, read: Comparison, owner: Draft) -> bool:
    """Whether something is compared again that is already: "before 1900 (year < 1900)"."""

    def said(each: Comparison) -> list[str | bool | None]:
        key = [slots.tokens[index].lower for index in each.key]
        if each.value is None or isinstance(each.value, bool):
            return [each.test, *key, each.value]
        return [each.test, *key, slots.tokens[each.value].lower]

    return said(read) in [said(each) for each in owner.compared]


def _owner(slots: Slots, read: Comparison, made: Sequence[Draft]) -> Draft | None:
    clause = slots.clause_of(read.first)
    words = {slots.tokens[index].lower for index in read.key}
    is_unit = isinstance(read.value, int) and read.key[:1] > (read.value,)
    if is_unit and words & _MEASURES - _LENGTHS:
        return None
    able = [
        draft
        for draft in made
        if draft.component in _COMPARING
        and (draft.component not in _KEEPING or (read.key and not words & _LENGTHS))
    ]
    here = [draft for draft in able if draft.clause == clause]
    if here:
        return min(here, key=lambda draft: _COMPARING.index(draft.component))
    if any(draft.clause == clause for draft in made) or not _is_certain(slots, read):
        return None
    beside = [draft for draft in able if draft.component in _KEEPING]
    return next((draft for draft in beside if abs(draft.clause - clause) == 1), None)


def _is_certain(slots: Slots, read: Comparison) -> bool:
    """Whether words can hardly mean anything but a field and what it is held against."""
    is_field = any(slots.tokens[index].kind is Kind.IDENTIFIER for index in read.key)
    held = read.value
    is_number = isinstance(held, int) and not isinstance(held, bool)
    return is_field or isinstance(held, bool) or (is_number and read.test != "is")


def _put_right(slots: Slots, read: Comparison, component: str) -> Comparison:
    """A comparison turned round where what meets it goes: "those that are void are dropped"."""
    clause = slots.clauses[slots.clause_of(read.first)].of(slots.request)
    if component in {"filter", "foreach"} and _GOES.search(clause) and read.test in OPPOSITE:
        return replace(read, test=OPPOSITE[read.test])
    return read
