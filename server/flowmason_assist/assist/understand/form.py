"""
The text that the nano model reads and writes: words and structural tokens.

Everything structural is one token in angle brackets, which the words of a request cannot contain.
"""

from collections.abc import Iterator
from functools import cache

from flowmason_assist.assist.plan.plan import QUESTIONS, REFUSALS, TESTS
from flowmason_assist.assist.plan.vocabulary import Kind as ValueKind
from flowmason_assist.assist.plan.vocabulary import Setting, vocabulary
from flowmason_assist.assist.understand.extract import LIMITS, MAX_CLAUSES, Slots
from flowmason_assist.assist.understand.pointers import KNOWN_FIELDS
from flowmason_assist.assist.understand.slots import INPUTS
from flowmason_assist.assist.understand.tokens import BREAK, Token

MAX_STEPS = 24
MAX_FACTS = 24
OPENED = ("then", "else", "try", "catch", "finally", "default", "case")
"""Blocks that are named; the body of a foreach is not."""
_TASKS = ("plan", "say", "why", "improve", "label", "short", "branch", "question", "size")
_MARKS = ("do", "end", "hints", "text", "^", "item", "$", ".", ",", ":", "to", "{", "}")
_SAID_OF_PLAN = ("output", "unmet", "ask", "refuse", "true", "false")
# fmt: off
_CAUSES = (
    "template", "missing_input", "type", "config", "unknown_component", "cycle", "timeout",
    "network", "auth", "rate_limit", "provider", "json", "schema", "not_found", "permission",
    "limit", "code", "other",
)
# fmt: on
_IMPROVEMENTS = ("role", "task", "input", "limits")
_FORMATS = ("text", "list", "json", "label")
_LACKS = ("role", "task", "input", "limits", "format", "example", "audience", "language")
_ANSWERS = ("yes", "no", "in", "out", "simple", "medium", "complex", "clear", "vague")


@cache
def special_tokens() -> tuple[str, ...]:
    """Every structural token, in the order of its number in the tokenizer."""
    names = [
        *_TASKS,
        *_MARKS,
        *_SAID_OF_PLAN,
        *vocabulary(),
        *dict.fromkeys(_of_settings()),
        *TESTS,
        *(f"{name}{{" for name in OPENED),
        *(f"${name}" for name in sorted(INPUTS)),
        *KNOWN_FIELDS,
        *QUESTIONS,
        *REFUSALS,
        *(f"cause={cause}" for cause in _CAUSES),
        *(f"{part}=" for part in _IMPROVEMENTS),
        *(f"format={form}" for form in _FORMATS),
        *(f"lacks={part}" for part in _LACKS),
        *_ANSWERS,
        *(f"@{number}" for number in range(1, MAX_STEPS + 1)),
        *(f"C{number}" for number in range(1, MAX_CLAUSES + 1)),
        *(f"V{number}" for number in range(1, MAX_FACTS + 1)),
        *(f"{kind}{number}" for kind, most in LIMITS.items() for number in range(1, most + 1)),
    ]
    return tuple(f"<{name}>" for name in dict.fromkeys(names))


def setting_token(setting: Setting, word: str = "") -> str:
    """The token of a setting; one with fixed words has a token for each of them."""
    if setting.takes(ValueKind.FLAG):
        return f"<{setting.name}>"
    return f"<{setting.name}={word}>"


def prompt(slots: Slots, task: str = "plan", draft: str = "") -> str:
    """What the model is given: the request in words and slots, and a draft of the plan, if any."""
    return f"<{task}>{words(slots)}{'<hints>' if draft else ''}{draft}<do>"


def words(slots: Slots) -> str:
    """The request in words and slots, with a mark where each clause begins."""
    starts = {start: number for number, start in enumerate(slots.starts, 1)}
    parts = []
    for index, token in enumerate(slots.tokens):
        if index in starts:
            parts.append(f"<C{starts[index]}>")
        parts.append(_shown(token))
    return "".join(parts)


def _shown(token: Token) -> str:
    mark = f"<{token.kind}{token.number}>" if token.is_slot else ""
    if token.text == BREAK or (mark and not token.is_word):
        return mark
    return f" {token.lower}{mark}"


def _of_settings() -> Iterator[str]:
    for component in vocabulary().values():
        for setting in component.settings.values():
            for word in setting.words or ("",):
                yield setting_token(setting, word)[1:-1]
