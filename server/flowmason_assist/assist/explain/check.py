"""
Holds what a model writes about a pipeline against the facts.

A text passes only if every name, number and connection in it is in the account. What is doubtful
does not pass: the text from templates is there anyway.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from flowmason_assist.assist.explain.account import Account, StageAccount
from flowmason_assist.assist.explain.vocabulary import (
    NUMBER,
    Vocabulary,
    quoted_in,
    vocabulary,
    without_quotes,
)
from flowmason_assist.catalogue.load import Catalogue

LONGEST = 1_500

# Words that only a program would write: snake_case, camelCase, dotted.path.
_IDENTIFIER = re.compile(r"(?<![\w./])(?:\w+[_]\w[\w.-]*|[a-z]\w*[A-Z]\w*|\w+(?:\.\w+)+)(?![\w/])")
_STAGE_NAMES = (
    re.compile(r"\b(?:stages?|steps?|nodes?) (?:named |called )?[\"'`“]?([\w-]+)", re.IGNORECASE),
    re.compile(r"\b([\w-]+) (?:stage|step|node)\b", re.IGNORECASE),
)
_QUOTED_STAGE = re.compile(
    r"\b(?:stages?|steps?|nodes?) (?:named |called )?[\"`“]([^\"`”]+)[\"`”]", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(\w+ )?(stage|step|wave|input)s?\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\W{0,3}(?:[a-z]+\W{1,2}){0,4}(before|after)\W{1,3}(?:the )?(?:stage |step )?\W{0,3}$",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    r"https?://|www\.|<\w|\]\(|!\[|\{\{|\$\{|\bI (?:cannot|can't|am|will|have)\b"
    r"|\bas an? (?:AI|assistant)"
    r"|\b(?:ignore|disregard|override)\b.{0,40}\b(?:instruction|rule|above|previous)"
    r"|\bsystem prompt\b|\byou (?:should|must|need to|can)\b|\bplease\b",
    re.IGNORECASE,
)
_NUMBER_WORDS: Mapping[str, int] = MappingProxyType(
    {
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
    }
)
_ASKING = frozenset(
    {
        *("analyzer", "chat", "combiner", "critic", "embedder", "generator", "improver"),
        *("rewriter", "selector", "summarizer", "translator"),
    }
)
# What these words claim, a pipeline must have: one of the components.
_CLAIMS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        r"\bloops?\b|\bfor each\b|\beach item\b|\biterat\w+": frozenset({"foreach", "loop"}),
        r"\bbranch\w*|\bdepending on\b|\bconditional\w*": frozenset(
            {"conditional", "router", "switch_router", "return"}
        ),
        r"\bcatch\w*|\berror handling\b|\bif (?:that|it|this) fails\b": frozenset(
            {"trycatch", "error_router"}
        ),
        r"\bdatabase\b|\bSQL\b": frozenset({"postgres", "mongodb", "redis", "sql"}),
        r"\blanguage model\b|\bLLM\b|\bAI\b": _ASKING,
    }
)
# Names of components that are also plain words of a sentence.
_PLAIN = frozenset(
    {
        *("aggregate", "filter", "join", "loop", "return", "retry", "timeout", "parallel", "chat"),
        *("router", "conditional", "selector", "generator", "sql"),
    }
)
_ORDINARY = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "each", "every", "any", "all", "no"),
        *(
            "first",
            "second",
            "third",
            "last",
            "next",
            "final",
            "single",
            "other",
            "another",
            "same",
        ),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "only"),
        *("its", "their", "previous", "earlier", "later", "following", "main", "and", "or", "in"),
        *("of", "to", "with", "is", "are", "by", "for", "that", "which", "run", "runs", "where"),
        *("processing", "model", "control", "eleven", "twelve", "both", "several", "more"),
    }
)


@dataclass(frozen=True, slots=True)
class _Case:
    """A text to check, without what it quotes, and what it is about."""

    text: str
    account: Account
    known: Vocabulary
    catalogue: Catalogue


def problems(text: str, account: Account, catalogue: Catalogue) -> tuple[str, ...]:
    """Say what stands against a text; empty when it says nothing that is not so."""
    if not text.strip():
        return ("it is empty",)
    if len(text) > LONGEST:
        return ("it is too long",)
    known = vocabulary(account)
    unknown = [quoted for quoted in quoted_in(text) if not known.has(quoted)]
    if unknown:
        return tuple(f'it names "{quoted}", which is not in the pipeline' for quoted in unknown)
    ids = {stage.id for stage in account.stages}
    strange = [name for name in _QUOTED_STAGE.findall(text) if name not in ids]
    if strange:
        return tuple(f'it names a stage "{name}", which is not in the pipeline' for name in strange)
    case = _Case(without_quotes(text, known), account, known, catalogue)
    return tuple(problem for check in _CHECKS for problem in check(case))


def _forbidden(case: _Case) -> Iterator[str]:
    found = _FORBIDDEN.search(case.text)
    if found is not None:
        yield f'it says "{found[0]}", which is no account of a pipeline'


def _named(case: _Case) -> Iterator[str]:
    for match in _IDENTIFIER.finditer(case.text):
        name = match[0].rstrip(".-")
        if not case.known.has(name):
            yield f'it names "{name}", which is not in the pipeline'
    names = (name for pattern in _STAGE_NAMES for name in pattern.findall(case.text))
    for name in names:
        word = name.lower()
        if word not in _ORDINARY and word not in case.known.words and not word.isdigit():
            yield f'it names a stage "{name}", which is not in the pipeline'


def _counts(case: _Case) -> Iterator[str]:
    account = case.account
    for number in NUMBER.findall(case.text):
        if number not in case.known.numbers:
            yield f"it has the number {number}, which is not in the pipeline"
    exact = {
        "stage": len(account.stages),
        "step": len(account.stages),
        "wave": account.waves,
        "input": len(account.inputs),
    }
    for match in _COUNTED.finditer(case.text):
        word = match[1].lower()
        count, most = _NUMBER_WORDS.get(word) or int(word), exact[match[3].lower()]
        is_total = match[2] is None and count != 1
        if count > most or (is_total and count != most):
            yield f'it says "{match[0]}", and there are {most}'


def _components(case: _Case) -> Iterator[str]:
    """No component that the pipeline does not use, and each with its own stage."""
    used = {stage.component for stage in case.account.stages}
    ids = {stage.id for stage in case.account.stages}
    words = set(re.findall(r"\w+", case.text))
    unused = ((set(case.catalogue.components) - _PLAIN) & words) - used - ids
    for name in sorted(unused):
        yield f'it names the component "{name}", which the pipeline does not use'
    for sentence in re.split(r"(?<=[.!?;])\s", case.text):
        spoken = [each for each in case.account.stages if _says(sentence, each.id)]
        named = {name for name in used if name and name not in _PLAIN and _says(sentence, name)}
        named -= ids
        if len(spoken) == 1 and named and spoken[0].component not in named:
            yield f'it calls "{spoken[0].id}" a "{min(named)}"'


def _claims(case: _Case) -> Iterator[str]:
    used = {stage.component for stage in case.account.stages}
    for pattern, components in _CLAIMS.items():
        found = re.search(pattern, case.text, re.IGNORECASE)
        if found is not None and not used & components and found[0].lower() not in case.known.text:
            yield f'it says "{found[0]}", which nothing in the pipeline does'


def _ordered(case: _Case) -> Iterator[str]:
    """No stage before one that it waits for."""
    by_id = {stage.id: stage for stage in case.account.stages}
    pattern = "|".join(sorted(map(re.escape, by_id), key=len, reverse=True))
    if not pattern:
        return
    places = re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", case.text)
    for one, other in pairwise(places):
        between = _ORDER.match(case.text[one.end() : other.start()])
        if between is not None and not _is_so(by_id[one[0]], between[1], by_id[other[0]]):
            yield f'it says that "{one[0]}" comes {between[1].lower()} "{other[0]}"'


def _is_so(one: StageAccount, word: str, other: StageAccount) -> bool:
    first, second = (one, other) if word.lower() == "before" else (other, one)
    return (first.wave or 0) < (second.wave or 0) or first.id in second.after


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


_CHECKS: tuple[Callable[[_Case], Iterator[str]], ...] = (
    *(_forbidden, _named, _counts, _components, _claims, _ordered),
)
