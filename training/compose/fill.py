"""Phrases with their placeholders filled in, in the words and in the plan alike."""

import random
import re
from dataclasses import dataclass

from training.compose.lexicon import Lexicon
from training.compose.phrases import Phrase

_PLACE = re.compile(r"\{([a-z]+)(\d?)\}")
_SETTING = re.compile(r"(\w+)[=<>!~]+(?:\"[^\"]*\",|\{\w+\},)*\"?[^\"{}]*\{(\w+)\}")
_NUMBER_WORDS = [
    "zero",
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
]
BODIES = ("body", "body2", "body3")
# How often a number up to ten is spelled out, and words of the plan stand in quotes.
_SPELLED = 0.3
_IN_QUOTES = 0.25
_DOUBLE = 0.8
_MOST_SPELLED = 10
_ALWAYS_IN_QUOTES = ("message", "sql", "query")
_QUOTED_ALREADY = re.compile(r"([\"'])(\{\w+\})\1")
# A number that is a part of a word, as in "{n}-word" or "{n}s", stays in digits.
_IN_WORD = re.compile(r"\{n\d?\}(?=[a-z-])")


@dataclass(frozen=True, slots=True)
class Part:
    """Words, the lines of plan that they mean, and how many steps those are."""

    text: str
    lines: tuple[str, ...]


_BLOCK_LINES = frozenset({"then", "else", "case", "default", "try", "catch", "finally"})


def count_steps(lines: tuple[str, ...]) -> int:
    """The number of steps that lines of a plan hold."""
    return sum(map(is_step, lines))


def is_step(line: str) -> bool:
    """Whether a line of a plan is a step, not the name of a block or a place for a body."""
    first = line.split(maxsplit=1)[0]
    return first not in _BLOCK_LINES and first[0] != "{"


def fill(
    phrase: Phrase, words: str, reference: str, lexicon: Lexicon, bodies: tuple[Part, ...] = ()
) -> Part:
    """
    Fill in a phrase: `words` and `reference` for what it works on, `bodies` for what is inside.

    The first line may stand for `^` in others, which stay as they are.
    """
    said: dict[str, str] = {"it": words}
    planned: dict[str, str] = {"it": reference}
    plan = "\n".join(phrase.lines)
    settings = {place: setting for setting, place in _SETTING.findall(plan)}
    for name, number in dict.fromkeys(_PLACE.findall(f"{phrase.text}\n{plan}")):
        place = name + number
        if place in said or place in BODIES:
            continue
        setting = _setting(settings.get(place, ""), phrase)
        literal = _unused(lexicon, name, setting, set(planned.values()))
        planned[place] = literal
        in_word = f"{{{place}}}" in _IN_WORD.findall(phrase.text)
        said[place] = literal if in_word else _as_said(literal, name, setting, lexicon.chance)
    for place, body in zip(BODIES, bodies, strict=False):
        said[place] = body.text
    bare = _QUOTED_ALREADY.sub(r"\2", phrase.text)
    text = _PLACE.sub(lambda match: said.get(match[1] + match[2], match[0]), bare)
    lines = [
        line
        for template in phrase.lines
        for line in _filled(template, planned, dict(zip(BODIES, bodies, strict=False)))
    ]
    return Part(text, tuple(lines))


def _filled(template: str, planned: dict[str, str], bodies: dict[str, Part]) -> list[str]:
    place = template.strip().strip("{}")
    if place in bodies:
        indent = template[: len(template) - len(template.lstrip())]
        return [indent + line for line in bodies[place].lines]
    return [_PLACE.sub(lambda match: planned.get(match[1] + match[2], match[0]), template)]


def _setting(setting: str, phrase: Phrase) -> str:
    """The setting that decides what a literal looks like."""
    component = phrase.lines[0].split(maxsplit=1)[0]
    if setting == "criteria" and component == "selector":
        return "selections"
    if setting == "key" and component == "s3":
        return "bucket"
    return setting


def _unused(lexicon: Lexicon, name: str, setting: str, used: set[str]) -> str:
    for _ in range(5):
        literal = lexicon.literal(name, setting)
        if literal not in used:
            break
    return literal


def _as_said(literal: str, name: str, setting: str, chance: random.Random) -> str:
    if name == "n" and literal.isdigit() and int(literal) <= _MOST_SPELLED:
        return _NUMBER_WORDS[int(literal)] if chance.random() < _SPELLED else literal
    quoted = setting in _ALWAYS_IN_QUOTES or chance.random() < _IN_QUOTES
    if name not in {"q", "label"} or not quoted:
        return literal
    return f'"{literal}"' if chance.random() < _DOUBLE else f"'{literal}'"
