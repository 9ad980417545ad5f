"""
The notation of plans: one line a step, two blanks for each level of a body.

    analyzer text=$text kind=sentiment
    conditional value=^ is="negative"
      then
        generator task="write an apology" about=$text
"""

from dataclasses import dataclass
from typing import TypeVar

from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.line import LineError, read_line, read_value, write_line
from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.plan import (
    QUESTIONS,
    REFUSALS,
    Block,
    Plan,
    Question,
    Reference,
    Refusal,
    Step,
)
from flowmason_assist.assist.plan.vocabulary import vocabulary

_INDENT = "  "
_Word = TypeVar("_Word", bound=str)
_BLOCKS = ("then", "else", "case", "default", "try", "catch", "finally")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a line, which is counted from 1; 0 is the plan itself."""

    line: int
    message: str


def parse(text: str) -> tuple[Plan, tuple[Problem, ...]]:
    """
    Read a plan in its canonical form, with what is wrong about it.

    What cannot be read is left out.
    """
    reader = _Reader([line for line in enumerate(text.splitlines(), 1) if line[1].strip()])
    reader.read()
    plan = Plan(
        steps=reader.steps,
        output=reader.output,
        unmet=tuple(reader.unmet),
        questions=tuple(reader.questions),
        refusal=reader.refusal,
    )
    if not reader.problems:
        lines = (0, *reader.step_lines)
        reader.problems = [
            Problem(lines[problem.step], problem.message) for problem in check_plan(plan)
        ]
    return plan if reader.problems else normalize(plan), tuple(reader.problems)


def format_plan(plan: Plan) -> str:
    """Write a plan in the notation, each line with its line end."""
    lines = _body(plan.steps, 0)
    if plan.output:
        lines.append(write_line("output", {"": plan.output}))
    lines.extend(write_line("unmet", {"": (span,)}) for span in plan.unmet)
    lines.extend(f"ask {question}" for question in plan.questions)
    if plan.refusal is not None:
        lines.append(f"refuse {plan.refusal}")
    return "".join(f"{line}\n" for line in lines)


def _body(steps: tuple[Step, ...], level: int) -> list[str]:
    lines: list[str] = []
    for step in steps:
        lines.append(_INDENT * level + _step_line(step))
        for block in step.blocks:
            if block.name == "body":
                lines.extend(_body(block.steps, level + 1))
                continue
            label = {"": (block.label,)} if block.label else {}
            lines.append(_INDENT * (level + 1) + write_line(block.name, label))
            lines.extend(_body(block.steps, level + 2))
    return lines


def _step_line(step: Step) -> str:
    known = vocabulary().get(step.component)
    order = tuple(known.settings) if known else ()
    names = sorted(step.settings, key=lambda name: order.index(name) if name in order else -1)
    return write_line(step.component, {name: step.settings[name] for name in names})


class _Reader:
    """Reads the lines of a plan, and keeps what it found."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self._lines = lines
        self._next = 0
        self.steps: tuple[Step, ...] = ()
        self.step_lines: list[int] = []
        self.output: tuple[Reference, ...] = ()
        self.unmet: list[str] = []
        self.questions: list[Question] = []
        self.refusal: Refusal | None = None
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Read all lines."""
        self.steps = self._read_steps(0)
        for number, _ in self._lines[self._next :]:
            self.problems.append(Problem(number, "the indentation fits nothing above"))

    def _level(self) -> int:
        if self._next >= len(self._lines):
            return -1
        line = self._lines[self._next][1]
        blanks = len(line) - len(line.lstrip(" "))
        return -2 if blanks % len(_INDENT) else blanks // len(_INDENT)

    def _read_steps(self, level: int) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self._level() == level:
            number, line = self._lines[self._next]
            word = line.split()[0]
            if word in _BLOCKS and level:
                break
            self._next += 1
            try:
                if level == 0 and self._is_said_of_plan(word, line.strip()):
                    continue
                settings = read_line(line.strip())
            except LineError as error:
                self.problems.append(Problem(number, str(error)))
                settings = {}
            self.step_lines.append(number)
            blocks = self._read_blocks(word, level + 1)
            steps.append(Step(component=word, settings=settings, blocks=blocks))
        return tuple(steps)

    def _read_blocks(self, component: str, level: int) -> tuple[Block, ...]:
        known = vocabulary().get(component)
        if known is None or not known.blocks:
            return ()
        if "body" in known.blocks:
            steps = self._read_steps(level)
            return (Block(name="body", steps=steps),) if steps else ()
        blocks: list[Block] = []
        while self._level() == level:
            number, line = self._lines[self._next]
            name, _, rest = line.strip().partition(" ")
            if name not in known.blocks:
                break
            self._next += 1
            label = self._label(number, rest)
            blocks.append(Block(name=name, label=label, steps=self._read_steps(level + 1)))
        return tuple(blocks)

    def _label(self, number: int, rest: str) -> str | None:
        try:
            return _literal(rest) if rest else None
        except LineError as error:
            self.problems.append(Problem(number, str(error)))
            return None

    def _is_said_of_plan(self, word: str, line: str) -> bool:
        rest = line[len(word) :].strip()
        match word:
            case "output":
                self.output = tuple(map(_step, rest.split(",")))
            case "unmet":
                self.unmet.append(_literal(rest))
            case "ask":
                self.questions.append(_word(rest, QUESTIONS))
            case "refuse":
                self.refusal = _word(rest, REFUSALS)
            case _:
                return False
        return True


def _word(text: str, words: tuple[_Word, ...]) -> _Word:
    found = next((word for word in words if word == text), None)
    if found is None:
        raise LineError(f'"{text}" is none of {", ".join(words)}')
    return found


def _step(text: str) -> Reference:
    value = read_value(text.strip())
    if not isinstance(value, Reference):
        raise LineError("an output is a step: output @2")
    return value


def _literal(text: str) -> str:
    value = read_value(text)
    if not isinstance(value, str) or not text.startswith('"'):
        raise LineError(f"{text} must stand in quotes")
    return value
