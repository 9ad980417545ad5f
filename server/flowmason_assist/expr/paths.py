"""Plain data paths such as `items[0].name`, as json_transform and variable_set follow them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.text.span import Span


class PathProblemKind(StrEnum):
    """What is odd about a data path; the engine never refuses one."""

    BAD_INDEX = "bad_index"  # [*], ["a"], []: the value is always null.
    OPEN_INDEX = "open_index"  # [0 or [0]x: looked up as a key, brackets and all.
    NEGATIVE_INDEX = "negative_index"  # Raises when the list is too short.
    EMPTY_STEP = "empty_step"  # a..b is read as a.b
    BLANK = "blank"  # Blanks around a key belong to the key.


@dataclass(frozen=True, slots=True)
class PathProblem:
    """One oddity of a data path."""

    kind: PathProblemKind
    span: Span


@dataclass(frozen=True, slots=True)
class PathStep:
    """A key (text) or an index (number) of a data path; None is an index that never fits."""

    value: str | int | None
    span: Span


@dataclass(frozen=True, slots=True)
class DataPath:
    """A data path as the engine follows it; without steps it means all the data."""

    steps: tuple[PathStep, ...]
    problems: tuple[PathProblem, ...]


def parse_path(text: str) -> DataPath:
    """Read a data path without templates; spans are offsets in `text`."""
    steps = tuple(_step(match) for match in _STEP.finditer(text))
    problems = [
        PathProblem(kind, step.span)
        for step in steps
        if (kind := _problem(step, step.span.of(text))) is not None
    ]
    problems += [
        PathProblem(PathProblemKind.EMPTY_STEP, Span(*match.span()))
        for match in _EMPTY.finditer(text)
    ]
    return DataPath(steps, tuple(sorted(problems, key=lambda problem: problem.span)))


_STEP = re.compile(r"\[[^.\[]*|[^.\[]+")
_EMPTY = re.compile(r"\A\.|\.(?=[.\[])|\.\Z")


def _step(match: re.Match[str]) -> PathStep:
    text, span = match.group(), Span(*match.span())
    if not (text.startswith("[") and text.endswith("]")):
        return PathStep(text, span)
    try:
        return PathStep(int(text[1:-1]), span)
    except ValueError:
        return PathStep(None, span)


def _problem(step: PathStep, text: str) -> PathProblemKind | None:
    match step.value:
        case None:
            return PathProblemKind.BAD_INDEX
        case int(index):
            return PathProblemKind.NEGATIVE_INDEX if index < 0 else None
        case key if key.startswith("["):
            return PathProblemKind.OPEN_INDEX
        case _:
            return PathProblemKind.BLANK if text != text.strip() else None
