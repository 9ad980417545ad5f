"""Asks held-out questions and looks at what comes back."""

import re
import statistics
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowmason_assist.analysis.facts import analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.assist.answer import Answer, Opened, answer, shipped_shelf
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.llm.drive import run_without_model
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

OPENED = "opened.pipeline.json"  # The file that is open for those who ask about it.


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what its answer must hold and must not; without facts the scope counts."""

    text: str
    is_ours: bool
    facts: tuple[re.Pattern[str], ...]
    wrong: tuple[re.Pattern[str], ...]
    opened: str | None = None  # The stage at hand in the file that is open.


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question."""

    question: Question
    answer: Answer
    seconds: float

    @property
    def has_facts(self) -> bool:
        """Whether every key fact stands in the answer."""
        return all(fact.search(self.answer.text) for fact in self.question.facts)

    @property
    def is_wrong(self) -> bool:
        """Whether the answer holds what is not true."""
        return any(wrong.search(self.answer.text) for wrong in self.question.wrong)

    @property
    def is_scope_right(self) -> bool:
        """Whether the question was taken for what it is."""
        return self.answer.in_scope == self.question.is_ours

    @property
    def names_sources(self) -> bool:
        """Whether an answer in scope says where it comes from."""
        return bool(self.answer.sources) or not self.answer.in_scope


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of questions came to; shares from 0 to 1."""

    questions: int
    key_facts: float
    wrong_facts: float
    scope: float
    sources: float
    typical_milliseconds: float
    longest_milliseconds: float


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read a set of questions."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    return tuple(map(_question, written))


def ask_all(questions: tuple[Question, ...]) -> Iterator[Outcome]:
    """Ask each question, without a model: what offline users get."""
    catalogue = load_catalogue(folder("schemas"))
    shelf = shipped_shelf(catalogue)
    source = (Path(__file__).parent / OPENED).read_text(encoding="utf-8")
    facts = analyze(parse_document(source), catalogue, READERS["cli"])
    for question in questions:
        opened = Opened(facts, OPENED, question.opened) if question.opened else None
        started = time.perf_counter()
        told = run_without_model(answer(question.text, shelf, opened))
        yield Outcome(question, told, time.perf_counter() - started)


def score(outcomes: list[Outcome]) -> Score:
    """Count what came back."""
    with_facts = [each for each in outcomes if each.question.facts]
    seconds = sorted(each.seconds for each in outcomes)
    return Score(
        questions=len(outcomes),
        key_facts=_share(each.has_facts for each in with_facts),
        wrong_facts=_share(each.is_wrong for each in with_facts),
        scope=_share(each.is_scope_right for each in outcomes),
        sources=_share(each.names_sources for each in outcomes),
        typical_milliseconds=1000 * statistics.median(seconds),
        longest_milliseconds=1000 * seconds[-1],
    )


def _share(holds: Iterator[bool] | Any) -> float:  # noqa: ANN401 - any generator of booleans.
    counted = list(holds)
    return sum(counted) / len(counted) if counted else 0.0


def _question(written: dict[str, Any]) -> Question:
    return Question(
        text=written["ask"] * written.get("repeat", 1),
        is_ours=written.get("scope", "in") == "in",
        facts=_patterns(written.get("facts", ())),
        wrong=_patterns(written.get("wrong", ())),
        opened=written.get("opened"),
    )


def _patterns(texts: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)
