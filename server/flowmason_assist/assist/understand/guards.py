"""When parts of a request hold: "billing goes to …", "otherwise …", "if it fails …"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.assist.understand.labels import Label, labels_at
from flowmason_assist.assist.understand.signs.demanding import ERROR
from flowmason_assist.assist.understand.signs.outcomes import (
    BAD,
    GOOD,
    IF_BAD,
    IF_GOOD,
    MISSED,
)
from flowmason_assist.assist.understand.tokens import Token


class Case(StrEnum):
    """When a part of a request holds."""

    LABEL = "label"
    ELSE = "else"
    CATCH = "catch"
    FINALLY = "finally"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Guard:
    """When a clause holds, and the word that names the case."""

    case: Case
    label: Label | None = None
    holds: bool | None = None
    """What a check before must have come to."""


_PATTERNS: Mapping[Case, re.Pattern[str]] = {
    Case.FINALLY: re.compile(
        r"(?:and |but )*(?:either way|no matter (?:what|which|how)|whatever happens|regardless"
        r"|in (?:both|any|either) cases?|whether (?:it|that|this) (?:works|worked|fails)"
        r"|finally(?= ?[:\-=])|at any rate|come what may|always)\b"
    ),
    Case.CATCH: re.compile(
        r"(?:and |but |so |then )*(?:"
        r"(?:on|upon|in case of|with|after) (?:an? |any |the )?(?:\w+ )?"
        r"(?:failure|fail|error|errors|failures|exception|timeout|crash)\b"
        r"|catch\b|except:|failing that|error in|rescue|in the event of an error"
        r"|(?:broken|failed) ones"
        r"|(?:if|when|whenever|should|in case|once) (?:[^ ]+ ){0,7}?"
        r"(?:fails?|failed|failing|crash(?:es)?|breaks?|broken|goes wrong|go wrong|went wrong"
        r"|errors?(?: out)?|dies?|is down|was down|unreachable|unavailable|times? out|timed out"
        r"|(?:doesn't|does not|don't|won't|didn't|can't|cannot|could not|couldn't|not) "
        r"(?:work|respond|answer|go through|succeed|load|be reached|be read|reachable|possible)"
        r"|(?:is|there's|there is) (?:a |any |some )?(?:problem|trouble|failing)|refuses?"
        r"|not succeed|blows? up|throws?|chokes?|trouble|goes sideways|acts up|falls over"
        r"|hiccups?|faints?|boils? over|pear-shaped|belly up|awry|conks? out|packs? (?:it )?up"
        r"|keels? over|flops?|bombs|stalls?|hangs|gives? up)"
        r"|(?:exception|boom|hiccup|oops|(?:any |an |on |upon )?(?:errors?|failures?)) ?[?:,]"
        r"|(?:on|upon) (?:an? |any )?hiccup|(?:a |any )?failing \w+"
        r"|(?:a|an|any|one|each|those|ones|whatever|whichever)(?: \w+)? (?:that |which |who )?"
        r"(?:fails?|refuses?|breaks?|chokes?|goes (?:awry|wrong)"
        r"|(?:cannot|can't|could not|won't) be)"
        r"|not (?:getting|answering|responding)|no (?:answer|response|reply)|failures?\b(?= ?:)"
        r")(?!\w)"
    ),
    Case.ELSE: re.compile(
        r"(?:and |but |or |for |in |to |so |then |when |if )*(?:otherwise|else|if not|when not"
        r"|if (?:it|that|this|there|they|he|she|so)(?: (?:is|does|do|are|has|was))?(?:n't| not)\b"
        r"|if (?:it|that|this|there|they) (?:isn't|doesn't|aren't|don't|wasn't|hasn't)"
        r"|(?:all |everything |anything |anyone |everyone |everybody |nothing |whatever |the )*"
        r"(?:rest|else|others?|remaining)\b|default|any(?:thing)? other|(?:all|every|the) other"
        r"|no match|failing which|(?:what|which)ever (?:remains|is left|is none|else)"
        r"|neither(?: of)?|none of|the remainder"
        r"|(?:any|every)(?:thing)? (?:longer|shorter|less|more|lower|higher|smaller|larger|bigger"
        r"|below|above|up to|under|over|older|younger)\b|(?:below|above|up to|beyond|under) that"
        r"|what(?:'s| is) (?:left|neither)|any other)"
    ),
    Case.TEST: re.compile(
        r"(?:and |but |so |then |only |or )*(?:if|when|whenever|wherever|unless|should|in case"
        r"|provided|as long as|as soon as|the moment|assuming)\b"
    ),
}


def guards(tokens: Sequence[Token], starts: Sequence[int]) -> tuple[Guard | None, ...]:
    """For each clause, when it holds; None where always, or where the clause does not say."""
    labels = labels_at(tokens)
    ends = (*starts[1:], len(tokens))
    found: list[Guard | None] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        words = " ".join(token.lower for token in tokens[start:end])
        label = next((each for each in labels if start <= each.at < end), None)
        spoken = next((case for case, shape in _PATTERNS.items() if shape.match(words)), None)
        following = ends[number + 1] if number + 1 < len(ends) else end
        if spoken is Case.TEST and _tells_error(tokens[start:following]):
            spoken = Case.CATCH
        if label is not None and spoken not in {Case.FINALLY, Case.CATCH, Case.ELSE}:
            found.append(Guard(Case.LABEL, label))
        else:
            found.append(None if spoken is None else Guard(spoken))
    return tuple(_of_outcomes(tokens, starts, found))


def _of_outcomes(
    tokens: Sequence[Token], starts: Sequence[int], found: Sequence[Guard | None]
) -> Iterator[Guard | None]:
    """Give the guards with those of clauses that begin with the two outcomes of a check."""
    ends = (*starts[1:], len(tokens))
    words = [
        " ".join(token.lower for token in tokens[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]
    outcomes = [False if BAD.match(each) else True if GOOD.match(each) else None for each in words]
    are_two = {True, False} <= set(outcomes)
    for guard, holds, each in zip(found, outcomes, words, strict=True):
        if not are_two or holds is None:
            alone = _held_alone(guard, each)
            yield guard if alone is None else Guard(Case.TEST, holds=alone)
        else:
            yield Guard(Case.TEST if holds else Case.ELSE, holds=holds)


def _held_alone(guard: Guard | None, words: str) -> bool | None:
    """What a check must have come to where only one of its outcomes is told."""
    if guard is not None and guard.case is not Case.TEST:
        return None
    if MISSED.match(words) or IF_BAD.match(words):
        return False
    return True if IF_GOOD.match(words) else None


def _tells_error(tokens: Sequence[Token]) -> bool:
    """Whether somebody is to be told what went wrong."""
    return ERROR.search(" ".join(token.lower for token in tokens)) is not None
