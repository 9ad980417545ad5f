"""
Holds what a model writes about a pipeline against the facts.

A text passes only if every name, number and connection in it is in the account. What is doubtful
does not pass: the text from templates is there anyway.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from flowmason_assist.assist.explain.account import Account, StageAccount
from flowmason_assist.catalogue.load import Catalogue

LONGEST = 1_500

_QUOTED = re.compile(r"\"([^\"\n]{1,200})\"|`([^`\n]{1,200})`|“([^”\n]{1,200})”|'([\w.-]{2,80})'")
# Words that only a program would write: snake_case, camelCase, dotted.path, CONSTANT_CASE.
_IDENTIFIER = re.compile(r"(?<![\w./])(?:\w+[_]\w[\w.-]*|[a-z]\w*[A-Z]\w*|\w+(?:\.\w+)+)(?![\w/])")
_STAGE_NAME = re.compile(
    r"\b(?:stages?|steps?|nodes?) (?:named |called )?[\"'`“]?([\w-]+)"
    r"|\b([\w-]+) (?:stage|step|node)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w])")
_COUNTED = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?:\w+ )?(stages?|steps?|waves?|inputs?)\b",
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
        word: number
        for number, word in enumerate(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ],
            1,
        )
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
        r"\blanguage model\b|\bLLM\b|\bAI\b": frozenset(
            {
                *("analyzer", "chat", "combiner", "critic", "embedder", "generator", "improver"),
                *("rewriter", "selector", "summarizer", "translator"),
            }
        ),
    }
)
# Names of components that are also plain words of a sentence.
_PLAIN = frozenset(
    {
        *("filter", "join", "loop", "return", "retry", "timeout", "parallel", "chat", "router"),
        *("conditional", "selector", "generator", "sql"),
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
        *("processing", "review", "model", "control", "eleven", "twelve", "both", "several"),
    }
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What may be named."""

    names: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    text: str


def problems(text: str, account: Account, catalogue: Catalogue) -> tuple[str, ...]:
    """Say what stands against a text; empty when it says nothing that is not so."""
    if not text.strip():
        return ("it is empty",)
    if len(text) > LONGEST:
        return ("it is too long",)
    known = _known(account)
    checks = (_forbidden, _named, _counts, _components, _claims, _ordered)
    return tuple(problem for check in checks for problem in check(text, account, known, catalogue))


def _known(account: Account) -> _Known:
    names: set[str] = {account.name, *(each.name for each in account.inputs)}
    texts = [account.name, account.description, account.output]
    for stage in account.stages:
        names |= {stage.id, stage.component or "", *stage.provides, *stage.reads}
        names |= {part for path in stage.reads for part in path.split(".")}
        texts += (stage.does, *stage.when)
    for pattern in account.patterns:
        texts += (pattern.name, pattern.words)
    texts += (*account.costs, *(each.to for each in account.departures))
    whole = " ".join((*texts, *names))
    words = frozenset(re.findall(r"[\w-]+", whole.lower()))
    numbers = {*_NUMBER.findall(whole), str(account.waves), str(len(account.stages))}
    numbers |= {str(each.wave) for each in account.stages}
    return _Known(frozenset(names - {""}), words, frozenset(numbers), whole.lower())


def _forbidden(
    text: str, _account: Account, _known: _Known, _catalogue: Catalogue
) -> Iterator[str]:
    found = _FORBIDDEN.search(text)
    if found is not None:
        yield f'it says "{found[0]}", which is no account of a pipeline'


def _named(text: str, _account: Account, known: _Known, _catalogue: Catalogue) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        quoted = next(each for each in match.groups() if each is not None).strip().rstrip(".,;:")
        if quoted not in known.names and quoted.lower() not in known.text:
            yield f'it names "{quoted}", which is not in the pipeline'
    for match in _IDENTIFIER.finditer(text):
        name = match[0].rstrip(".-")
        if name not in known.names and name.lower() not in known.text:
            yield f'it names "{name}", which is not in the pipeline'
    for match in _STAGE_NAME.finditer(text):
        name = (match[1] or match[2]).lower()
        if name not in _ORDINARY and name not in known.words and not name.isdigit():
            yield f'it names a stage "{name}", which is not in the pipeline'


def _counts(text: str, account: Account, known: _Known, _catalogue: Catalogue) -> Iterator[str]:
    for number in _NUMBER.findall(text):
        if number not in known.numbers:
            yield f"it has the number {number}, which is not in the pipeline"
    exact = {
        "stage": len(account.stages),
        "step": len(account.stages),
        "wave": account.waves,
        "input": len(account.inputs),
    }
    for match in _COUNTED.finditer(text):
        word = match[1].lower()
        count = _NUMBER_WORDS.get(word) or int(word)
        most = exact[match[2].lower().rstrip("s")]
        if count > most or (match[1] + " " + match[2] == match[0] and count not in (1, most)):
            yield f'it says "{match[0]}", and there are {most}'


def _components(text: str, account: Account, _known: _Known, catalogue: Catalogue) -> Iterator[str]:
    """No component that the pipeline does not use, and each with its own stage."""
    used = {stage.component for stage in account.stages}
    words = set(re.findall(r"\w+", text))
    known = set(catalogue.components) - _PLAIN
    ids = {stage.id for stage in account.stages}
    for name in sorted((known & words) - used - ids):
        yield f'it names the component "{name}", which the pipeline does not use'
    for sentence in re.split(r"(?<=[.!?;])\s", text):
        spoken = [each for each in account.stages if _says(sentence, each.id)]
        named = {name for name in used if name and name not in _PLAIN and _says(sentence, name)}
        named -= ids
        if len(spoken) == 1 and named and spoken[0].component not in named:
            yield f'it calls "{spoken[0].id}" a "{min(named)}"'


def _claims(text: str, account: Account, known: _Known, _catalogue: Catalogue) -> Iterator[str]:
    used = {stage.component for stage in account.stages}
    for pattern, components in _CLAIMS.items():
        found = re.search(pattern, text, re.IGNORECASE)
        if found is not None and not used & components and found[0].lower() not in known.text:
            yield f'it says "{found[0]}", which nothing in the pipeline does'


def _ordered(text: str, account: Account, _known: _Known, _catalogue: Catalogue) -> Iterator[str]:
    """No stage before one that it waits for."""
    by_id = {stage.id: stage for stage in account.stages}
    pattern = "|".join(sorted(map(re.escape, by_id), key=len, reverse=True))
    if not pattern:
        return
    places = list(re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text))
    for one, other in pairwise(places):
        between = _ORDER.match(text[one.end() : other.start()])
        if between is not None and not _is_so(by_id[one[0]], between[1], by_id[other[0]]):
            yield f'it says that "{one[0]}" comes {between[1].lower()} "{other[0]}"'


def _is_so(one: StageAccount, word: str, other: StageAccount) -> bool:
    first, second = (one, other) if word.lower() == "before" else (other, one)
    return (first.wave or 0) < (second.wave or 0) or first.id in second.after


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
