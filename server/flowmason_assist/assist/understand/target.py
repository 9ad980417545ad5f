"""Plans in the text that the nano model writes, and back; see `form` for its tokens."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from flowmason_assist.assist.plan.plan import (
    QUESTIONS,
    REFUSALS,
    TESTS,
    Block,
    Condition,
    Plan,
    Question,
    Reference,
    Refusal,
    Scalar,
    Step,
    Value,
)
from flowmason_assist.assist.plan.vocabulary import Kind, Setting, vocabulary
from flowmason_assist.assist.understand.form import setting_token
from flowmason_assist.assist.understand.slots import INPUTS, Pointed

_TOKEN = re.compile(r"<[^<>]+>")
_POINTER = re.compile(r"<(?:[UEPNQFLSC]\d+|status_code)>")
_Word = TypeVar("_Word", bound=str)


def write(pointed: Pointed) -> str:
    """The text of a plan whose literals are pointers, without the token that ends it."""
    return "".join(_Writing(pointed.clauses).plan(pointed.plan))


def read(text: str) -> Pointed | None:
    """The plan, in pointers, that a text says; None if the text breaks off or makes no sense."""
    reading = _Reading(_TOKEN.findall(text.removesuffix("<end>")))
    try:
        plan = reading.plan()
    except (IndexError, ValueError, KeyError):
        return None
    return Pointed(plan, tuple(reading.clauses))


class _Writing:
    """Counts steps on the way through a plan."""

    def __init__(self, clauses: Sequence[int]) -> None:
        self.clauses = clauses
        self.count = 0

    def plan(self, plan: Plan) -> Iterator[str]:
        yield from self.steps(plan.steps)
        if plan.output:
            yield "<output>"
            yield from _several([_value(reference) for reference in plan.output])
        for span in plan.unmet:
            yield f"<unmet>{span}"
        for question in plan.questions:
            yield f"<ask><{question}>"
        if plan.refusal:
            yield f"<refuse><{plan.refusal}>"

    def steps(self, steps: Sequence[Step]) -> Iterator[str]:
        for step in steps:
            yield from self.step(step)

    def step(self, step: Step) -> Iterator[str]:
        self.count += 1
        yield f"<@{self.count}>"
        if self.count <= len(self.clauses) and self.clauses[self.count - 1]:
            yield f"<C{self.clauses[self.count - 1]}>"
        yield f"<{step.component}>"
        for setting in vocabulary()[step.component].settings.values():
            yield from _setting(setting, step.settings.get(setting.name, ()))
        for block in step.blocks:
            yield "<{>" if block.name == "body" else f"<{block.name}{{>"
            if block.label is not None:
                yield f"{block.label}<:>"
            yield from self.steps(block.steps)
            yield "<}>"


def _setting(setting: Setting, values: tuple[Value, ...]) -> Iterator[str]:
    if not values:
        return
    if setting.takes(Kind.WORD):
        yield from (setting_token(setting, str(value)) for value in values)
    elif setting.takes(Kind.FLAG):
        yield setting_token(setting)
    elif setting.takes(Kind.CONDITION):
        yield from (setting_token(setting) + _value(value) for value in values)
    else:
        yield setting_token(setting)
        yield from _several([_value(value) for value in values])


def _several(values: Sequence[str]) -> Iterator[str]:
    yield "<,>".join(values)


def _value(value: Value) -> str:
    match value:
        case Reference():
            return "".join((_head(value), *(f"<.>{field}" for field in value.fields)))
        case Condition():
            fields = "<.>".join(value.fields) or "<item>"
            held = "" if value.value is None else _value(value.value)
            return f"{fields}<{value.test}>{held}"
        case bool():
            return "<true>" if value else "<false>"
        case _:
            return str(value)


def _head(reference: Reference) -> str:
    match reference.origin:
        case "previous":
            return "<^>"
        case "step":
            return f"<@{reference.step}>"
        case "item":
            return "<item>"
        case _:
            return f"<${reference.name}>" if reference.name in INPUTS else f"<$>{reference.name}"


class _Reading:
    """Reads tokens one after the other; IndexError where they end too soon."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.clauses: list[int] = []

    def plan(self) -> Plan:
        steps = self.steps()
        output: tuple[Reference, ...] = ()
        unmet: list[str] = []
        questions: list[Question] = []
        refusal: Refusal | None = None
        while self.at < len(self.tokens):
            match self.next():
                case "<output>":
                    output = tuple(v for v in self.values() if isinstance(v, Reference))
                case "<unmet>":
                    unmet.append(self.pointer())
                case "<ask>":
                    questions.append(_known(self.next(), QUESTIONS))
                case "<refuse>":
                    refusal = _known(self.next(), REFUSALS)
                case token:
                    raise ValueError(token)
        return Plan(
            steps=steps,
            output=output,
            unmet=tuple(unmet),
            questions=tuple(questions),
            refusal=refusal,
        )

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def takes(self, token: str) -> bool:
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def steps(self) -> tuple[Step, ...]:
        steps = []
        while self.peek().startswith("<@"):
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        self.next()
        clause = self.next() if self.peek().startswith("<C") else "<C0>"
        self.clauses.append(int(clause[2:-1]))
        component = self.next()[1:-1]
        known = {
            setting_token(setting, word): (setting, word)
            for setting in vocabulary()[component].settings.values()
            for word in setting.words or ("",)
        }
        settings: dict[str, tuple[Value, ...]] = {}
        while self.peek() in known:
            setting, word = known[self.next()]
            settings[setting.name] = (
                *settings.get(setting.name, ()),
                *self.setting(setting, word),
            )
        return Step(component=component, settings=settings, blocks=tuple(self.blocks()))

    def setting(self, setting: Setting, word: str) -> tuple[Value, ...]:
        if word:
            return (word,)
        if setting.takes(Kind.FLAG):
            return (True,)
        return (self.condition(),) if setting.takes(Kind.CONDITION) else self.values()

    def blocks(self) -> Iterator[Block]:
        while self.peek().endswith("{>"):
            name = self.next()[1:-2]
            label = None
            if name == "case":
                label = self.pointer()
                self.expect("<:>")
            steps = self.steps()
            self.expect("<}>")
            yield Block(name=name or "body", label=label, steps=steps)

    def expect(self, token: str) -> None:
        if not self.takes(token):
            raise ValueError(self.peek())

    def values(self) -> tuple[Value, ...]:
        values = [self.value()]
        while self.takes("<,>"):
            values.append(self.value())
        return tuple(values)

    def value(self) -> Reference | Scalar:
        token = self.peek()
        if token in {"<true>", "<false>"}:
            return self.next() == "<true>"
        reference = self.reference()
        return self.pointer() if reference is None else reference

    def reference(self) -> Reference | None:
        said = self.peek()[1:-1]
        match said[:1]:
            case "^":
                reference = Reference(origin="previous")
            case "@":
                reference = Reference(origin="step", step=int(said[1:]))
            case "$" if said == "$":
                self.next()
                return Reference(origin="input", name=self.pointer(), fields=self.fields())
            case "$":
                reference = Reference(origin="input", name=said[1:])
            case _ if said == "item":
                reference = Reference(origin="item")
            case _:
                return None
        self.next()
        return reference.of_fields(*self.fields())

    def fields(self) -> tuple[str, ...]:
        fields = []
        while self.takes("<.>"):
            fields.append(self.pointer())
        return tuple(fields)

    def condition(self) -> Condition:
        fields = () if self.takes("<item>") else (self.pointer(), *self.fields())
        test = _known(self.next(), TESTS)
        held = None if test in {"exists", "missing"} else self.value()
        return Condition(fields=fields, test=test, value=held)

    def pointer(self) -> str:
        """One slot or clause, or two that stand for all between; `<to>` joins two of them."""
        parts = [self.next()]
        if not _POINTER.fullmatch(parts[0]):
            raise ValueError(parts[0])
        if _POINTER.fullmatch(self.peek()):
            parts.append(self.next())
        if self.takes("<to>"):
            parts.extend(("<to>", self.pointer()))
        return "".join(parts)


def _known(token: str, words: tuple[_Word, ...]) -> _Word:
    return words[[f"<{word}>" for word in words].index(token)]
