"""
What the nano model is given for its small tasks, and what its replies mean.

As in plans the model never spells a literal: what is specific to a text is a slot (`<V1>` a value,
`<C1>` a clause or sentence, `<S1>` a word) that the reply names and that is filled in here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flowmason_assist.assist.understand.extract import MAX_CLAUSES, extract
from flowmason_assist.assist.understand.form import MAX_FACTS, prompt
from flowmason_assist.assist.understand.tokens import Kind, Token, tokens_of

MOST_TOKENS = 120
"""How much of a message or text is read."""

_LITERALS = frozenset({Kind.URL, Kind.EMAIL, Kind.PATH, Kind.NUMBER, Kind.QUOTED, Kind.IDENTIFIER})
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?]+(?=\S))+[.!?]*")
_MARK = re.compile(r"<([^<>\s]+)>")
_SPACE_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[.,:;?])")


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt for the model, and what its slots stand for, by name: "V1", "C2", "S3"."""

    prompt: str
    values: Mapping[str, str] = field(default_factory=dict)


def say(component: str, facts: Iterable[tuple[str, str]], fixed: frozenset[str]) -> Asked:
    """Ask for a sentence about a stage; values in `fixed` are words that the model knows."""
    values: dict[str, str] = {}
    told = "".join(
        f" {name.lower()}" + (f" {value.lower()}" if value in fixed else _slot(values, value))
        for name, value in facts
    )
    return Asked(f"<say><{component}>{told}<do>", values)


def why(message: str) -> Asked:
    """Ask for the cause of an error; of a traceback the last line says most, so it comes first."""
    lines = [line for line in message.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].startswith("Traceback"):
        lines = [lines[-1], *lines[:-1]]
    values: dict[str, str] = {}
    words = _worded("\n".join(lines), values)
    return Asked(f"<why>{words}<do>", values)


def improve(text: str) -> Asked:
    """Ask which clauses of a prompt say what, and what it lacks."""
    slots = extract(text)
    values: dict[str, str] = {}
    parts = []
    for number, clause in enumerate(slots.clauses[:MAX_CLAUSES], 1):
        parts.append(f"<C{number}>{_worded(clause.of(text), values)}")
        values[f"C{number}"] = clause.of(text)
    return Asked(f"<improve>{''.join(parts)}<do>", values)


def label(labels: Sequence[str], text: str) -> Asked:
    """Ask which of the labels fits a text."""
    values = {f"V{number}": name for number, name in enumerate(labels[:MAX_FACTS], 1)}
    shown = "".join(f"<{slot}>{_worded(name)}" for slot, name in values.items())
    return Asked(f"<label>{shown}<text>{_worded(text)}<do>", values)


def short(text: str) -> Asked:
    """Ask which sentences of a text to keep."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip()]
    values = {f"C{number}": each for number, each in enumerate(sentences[:MAX_CLAUSES], 1)}
    shown = "".join(f"<{slot}>{_worded(each)}" for slot, each in values.items())
    return Asked(f"<short>{shown}<do>", values)


def branch(question: str, text: str) -> Asked:
    """Ask a question about a text that is answered by yes or no."""
    return Asked(f"<branch>{_worded(question)}<text>{_worded(text)}<do>")


def question(text: str) -> Asked:
    """Ask whether a question is about FlowMason, and for which of its words to search."""
    slots = extract(text)
    words = {name: token.text for name, token in slots.named.items()}
    shown = prompt(slots, "question").replace("<C1>", "", 1)
    return Asked(shown, words)


def size(request: str) -> Asked:
    """Ask how complex a request is, and whether it is clear."""
    return Asked(prompt(extract(request), "size"))


def sentence(reply: str, values: Mapping[str, str]) -> str:
    """The plain sentence that a reply holds, its slots filled in."""
    marks = _MARK.sub(lambda mark: f" {values[mark[1]]}" if mark[1] in values else "", reply)
    text = _SPACE_BEFORE_PUNCTUATION.sub("", marks).strip()
    return text[:1].upper() + text[1:]


def chosen(reply: str) -> tuple[str, ...]:
    """The names of the structural tokens of a reply, in order: ("cause=timeout", "V1")."""
    return tuple(name for name in _MARK.findall(reply) if name != "end")


def _slot(values: dict[str, str], value: str) -> str:
    """The slot of a value, a new one if it has none yet; no slot once all are taken."""
    known = next((name for name, each in values.items() if each == value), None)
    if known is None and len(values) < MAX_FACTS:
        known = f"V{sum(name[0] == 'V' for name in values) + 1}"
        values[known] = value
    return f"<{known}>" if known else ""


def _worded(text: str, values: dict[str, str] | None = None) -> str:
    """Words in lower case; literals are slots if there is a place for their values."""
    return "".join(_shown(token, values) for token in tokens_of(text)[:MOST_TOKENS])


def _shown(token: Token, values: dict[str, str] | None) -> str:
    if values is not None and token.kind in _LITERALS and not token.is_word:
        return _slot(values, token.text)
    return "" if token.text[0] in "\n<>" else f" {token.lower}"
