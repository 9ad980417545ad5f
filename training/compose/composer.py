"""One request being composed: steps are told and planned, and counted on the way."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from training.compose.fill import BODIES, Part, count_steps, fill, is_step
from training.compose.lexicon import Domain, Lexicon
from training.compose.phrases import Phrase, bank

READING = ("op=read", "op=query", "op=find", "op=download", "op=get", "http_request url")
WRITING = ("op=write", "op=append", "op=upload", "op=insert", "op=set", "op=push", "method=P")
_SOURCES = ("http_request",) * 4 + ("local_file",) * 3 + ("postgres", "mongodb", "s3", "redis")
_SINKS = (
    *(("logger",) * 3 + ("local_file",) * 3 + ("http_request",) * 3 + ("output_router",) * 2),
    *("s3", "redis", "mongodb", "postgres", "variable_set"),
)
_RESULTS = {
    "summarizer": ("the summary", "the short version"),
    "translator": ("the translation", "the translated text"),
    "rewriter": ("the new version", "the rewritten text"),
    "analyzer": ("the result", "the analysis"),
    "generator": ("the draft", "the text", "the answer"),
    "improver": ("the improved version", "the better version"),
    "critic": ("the critique", "the remarks"),
    "combiner": ("the combined text", "the merged text"),
    "selector": ("the winner", "the best one"),
    "filter": ("what is left", "the rest", "those"),
    "aggregate": ("the result", "the figure"),
    "http_request": ("the response", "the result", "the answer"),
    "local_file": ("the content", "the file's content"),
}
_ANY_RESULT = ("the result", "the outcome", "that", "this")
_PRONOUN = 0.55
_ARTICLE = re.compile(r"^(?:the|a|an|our|this|these) (?=[a-z])")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a step works on: how it may be spoken of, and how the plan refers to it."""

    words: tuple[str, ...]
    reference: str


@dataclass(slots=True)
class Composer:
    """The sentences of a request, and the lines of its plan so far."""

    chance: random.Random
    domain: Domain
    is_hasty: bool = False
    number: int = 1
    sentences: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def lexicon(self) -> Lexicon:
        """Words of the domain."""
        return Lexicon(self.chance, self.domain)

    def text(self) -> Subject:
        """A text that is an input."""
        noun = self.chance.choice(self.domain.texts)
        return Subject((f"the {noun}", f"this {noun}", f"our {noun}", f"a {noun}"), "$text")

    def items(self) -> Subject:
        """A list that is an input."""
        noun = self.chance.choice(self.domain.lists)
        reference = self.chance.choice(("$items", "$rows"))
        return Subject((f"the {noun}", f"our {noun}", noun, f"these {noun}"), reference)

    def record(self) -> Subject:
        """A record that is an input."""
        noun = self.chance.choice(self.domain.records)
        return Subject((f"the {noun}", f"this {noun}", f"an incoming {noun}"), "$data")

    def field_of(self, subject: Subject) -> Subject:
        """A field of a record or an item."""
        name = self.chance.choice(self.domain.fields)
        owner = self.chance.choice(subject.words)
        words = (name, f"the {name}", f"the {name} of {owner}", f"{owner}'s {name}")
        return Subject(words, f"{subject.reference}.{name}")

    def source(self) -> Subject:
        """Something that is fetched or read first."""
        noun = self.chance.choice(self.domain.lists)
        component = self.chance.choice(_SOURCES)
        found = self.step(component, None, lambda phrase: _is_one(phrase, READING, WRITING))
        return Subject((*found.words, f"the {noun}"), found.reference)

    def sink(self, subject: Subject) -> None:
        """Somewhere that a result goes."""
        component = self.chance.choice(_SINKS)
        writes = component in {"logger", "output_router", "variable_set"}

        def is_sink(phrase: Phrase) -> bool:
            return phrase.holds("it") and (writes or _is_one(phrase, WRITING))

        self.step(component, subject, is_sink)

    def step(
        self,
        component: str,
        subject: Subject | None,
        wanted: Callable[[Phrase], bool] = lambda _: True,
    ) -> Subject:
        """Tell and plan a step; gives its result."""
        part = self.part(component, subject, self.number, wanted)
        self.add(part)
        words = _RESULTS.get(component, _ANY_RESULT)
        return Subject(self._with_pronouns(words), f"@{self.number - 1}")

    def add(self, part: Part) -> None:
        """Take up words and their lines of plan."""
        self.sentences.append(part.text)
        self.lines.extend(part.lines)
        self.number += count_steps(part.lines)

    def part(
        self,
        component: str,
        subject: Subject | None,
        number: int,
        wanted: Callable[[Phrase], bool] = lambda _: True,
    ) -> Part:
        """Words for a step without a body, which is the step of that number."""
        several = subject is not None and "," in subject.reference
        phrase = self.phrase(
            component,
            lambda each: (
                wanted(each)
                and each.holds("it") >= several
                and not each.holds(BODIES[0])
                and not (component != "foreach" and "foreach" in "".join(each.lines))
            ),
        )
        said, planned = self._said(subject)
        return fill(_counted(phrase, number), said, planned, self.lexicon)

    def controlled(
        self, component: str, subject: Subject, bodies: Sequence[Callable[[int], Part]]
    ) -> Part:
        """Words for a controller; each body is made when its first step's number is known."""
        phrase = self.phrase(component, lambda each: each.holds(BODIES[0]))
        number = self.number
        made: list[Part] = []
        for line in phrase.lines:
            if line.strip().strip("{}") in BODIES:
                body = bodies[min(len(made), len(bodies) - 1)](number)
                made.append(body)
                number += count_steps(body.lines)
            elif is_step(line):
                number += 1
        said, planned = self._said(subject)
        return fill(phrase, said, planned, self.lexicon, tuple(made))

    def phrase(self, component: str, wanted: Callable[[Phrase], bool]) -> Phrase:
        """Draw a phrase: first what is meant, then how it is said."""
        fitting = [phrase for phrase in bank()[component] if wanted(phrase)]
        if not fitting:
            fitting = list(bank()["logger"][:1])
        meant = self.chance.choice(sorted({phrase.lines for phrase in fitting}))
        said = [phrase for phrase in fitting if phrase.lines == meant]
        return self.chance.choice(said if self.chance.random() < 0.4 else fitting)

    def _said(self, subject: Subject | None) -> tuple[str, str]:
        if subject is None:
            return "it", "$text"
        said = self.chance.choice(subject.words)
        if self.is_hasty:
            said = _ARTICLE.sub("", said)
        return said, subject.reference

    def _with_pronouns(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return ("it",) if self.chance.random() < _PRONOUN else words


def _is_one(phrase: Phrase, marks: tuple[str, ...], without: tuple[str, ...] = ()) -> bool:
    line = phrase.lines[0]
    return any(mark in line for mark in marks) and not any(mark in line for mark in without)


def _counted(phrase: Phrase, number: int) -> Phrase:
    """The phrase with the steps that its lines refer to by `^` counted from `number`."""
    lines = [
        line.replace("=^", f"=@{number + index - 1}") for index, line in enumerate(phrase.lines)
    ]
    return Phrase(phrase.text, tuple(lines))
