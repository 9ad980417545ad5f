"""Variants of written requests: misspelled, in other words, about other things, two in one."""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.slots import count_steps, literals
from flowmason_assist.assist.understand.tokens import Kind, Token
from training.compose.lexicon import domains
from training.example import Example

_SYNONYMS = (
    "fetch get grab pull retrieve load download",
    "rewrite rephrase reword reformulate",
    "classify categorize categorise label",
    "summarize summarise condense shorten",
    "create write draft compose",
    "delete remove erase",
    "find determine detect identify",
    "improve polish refine",
    "combine merge",
    "pick choose select",
    "each every",
    "otherwise else",
    "save store",
    "keep retain",
    "return give",
    "please kindly",
    "show display",
    "customer client",
    "customers clients",
    "text document",
    "texts documents",
    "list table",
    "file document",
    "reviews comments tickets articles reports messages",
    "review comment ticket article report message",
    "orders bookings invoices shipments",
    "order booking invoice shipment",
    "check verify",
    "errors faults",
    "also additionally",
)
_GROUPS = {word: group.split() for group in _SYNONYMS for word in group.split()}
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")')
_KEYS = "qwertyuiopasdfghjklzxcvbnm"
_TWO_IN_ONE = 0.08
_LONG_ENOUGH = 4
_FIXED = frozenset({"positive", "negative", "neutral", "yes", "no", "true", "false"})
_SWAPPED = frozenset(
    {"labels", "field", "key", "by", "of", "pick", "require", "case", "is", "where", "on"}
)


def augmented(examples: Sequence[Example], seed: int) -> Iterator[Example]:
    """Give a variant of each example that one can be made of, in order."""
    chance = random.Random(seed)
    for example in examples:
        variant = _variant(example, examples, chance)
        if variant is not None and variant.request != example.request:
            yield variant


def _variant(
    example: Example, examples: Sequence[Example], chance: random.Random
) -> Example | None:
    changes: tuple[Callable[[Example, random.Random], Example | None], ...]
    changes = (misspelled, reworded, about_others)
    if chance.random() < _TWO_IN_ONE:
        return two_in_one(example, chance.choice(examples), chance)
    changed: Example | None = example
    for change in chance.sample(changes, chance.choice((1, 1, 2, 3))):
        changed = (change(changed, chance) if changed else None) or changed
    return changed


def misspelled(example: Example, chance: random.Random) -> Example | None:
    """Letters swapped, dropped or doubled in words that the plan does not quote."""
    tokens = [token for token in _free_words(example) if len(token.text) >= _LONG_ENOUGH]
    if not tokens:
        return None
    request = example.request
    chosen = chance.sample(tokens, min(len(tokens), chance.choice((1, 1, 2, 3))))
    for token in sorted(chosen, key=lambda token: -token.span.start):
        typo = _typo(token.text, chance)
        request = request[: token.span.start] + typo + request[token.span.end :]
    return _changed(example, request, format_plan(example.plan))


def reworded(example: Example, chance: random.Random) -> Example | None:
    """Other words for the same, in the request and in the spans that the plan quotes."""
    words = re.findall(r"[a-z]+", example.request.lower())
    known = [word for word in dict.fromkeys(words) if word in _GROUPS]
    if not known:
        return None
    request, plan = example.request, format_plan(example.plan)
    for word in chance.sample(known, min(len(known), 2)):
        other = chance.choice([each for each in _GROUPS[word] if each != word])
        pattern = re.compile(rf"(?<![\w./-]){word}(?![\w./-])", re.IGNORECASE)
        request = pattern.sub(other, request)
        plan = "".join(
            pattern.sub(other, piece) if piece.startswith('"') else piece
            for piece in _QUOTED.split(plan)
        )
    return _changed(example, request, plan)


def about_others(example: Example, chance: random.Random) -> Example | None:
    """Other fields and labels, where they are plain words."""
    named = [
        str(value)
        for setting, value in literals(example.plan)
        if setting in _SWAPPED
        and str(value).isalpha()
        and str(value).lower() not in _FIXED
        and _only(str(value), example.request)
    ]
    if not named:
        return None
    domain = chance.choice(domains())
    request, plan = example.request, format_plan(example.plan)
    others = [*domain.fields, *domain.labels]
    for name in chance.sample(sorted(set(named)), min(len(set(named)), 2)):
        other = chance.choice([each for each in others if each.isalpha()])
        pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        request, plan = pattern.sub(other, request), pattern.sub(other, plan)
    return _changed(example, request, plan)


def two_in_one(one: Example, other: Example, chance: random.Random) -> Example | None:
    """Two requests told one after the other."""
    if not (_is_steps_only(one.plan) and _is_steps_only(other.plan)):
        return None
    by = count_steps(one.plan)
    shifted = re.sub(
        r"(?<=[=,])@(\d+)", lambda match: f"@{int(match[1]) + by}", format_plan(other.plan)
    )
    joint = chance.choice((" ", " Also, ", "\n", " And another thing: ", " Besides that: "))
    request = one.request.rstrip() + ("" if one.request.rstrip()[-1] in ".?!" else ".") + joint
    return _changed(one, request + other.request, format_plan(one.plan) + shifted)


def _is_steps_only(plan: Plan) -> bool:
    return bool(plan.steps) and not (plan.output or plan.unmet or plan.questions or plan.refusal)


def _changed(example: Example, request: str, plan: str) -> Example | None:
    parsed, problems = parse(plan)
    return None if problems else Example(request, parsed, example.source)


def _free_words(example: Example) -> list[Token]:
    """The words of a request that no literal of the plan needs to the letter."""
    quoted = [str(value).lower() for name, value in literals(example.plan)]
    return [
        token
        for token in extract(example.request).tokens
        if token.kind in {None, Kind.WORD}
        and token.text.isalpha()
        and not any(token.lower in text for text in quoted)
    ]


def _only(name: str, request: str) -> bool:
    """Whether a name stands in a request as a word, and nowhere inside of another."""
    lower = request.lower()
    return lower.count(name.lower()) == len(re.findall(rf"\b{re.escape(name.lower())}\b", lower))


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    near = _KEYS[(_KEYS.find(letter.lower()) + chance.choice((-1, 1))) % len(_KEYS)]
    return before + chance.choice(
        (after[0] + letter + after[1:], after, letter + letter + after, near + after)
    )
