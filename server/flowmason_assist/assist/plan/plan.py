"""
A plan: which steps a request asks for, in which order, and where each setting comes from.

It is smaller than a pipeline: no ids, no dependencies, no prompts. A model writes it, as JSON or in
the notation (see `notation`); the compiler turns it into a pipeline. What each component may have
stands in `vocabulary`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Origin = Literal["previous", "step", "input", "item"]
# fmt: off
Test = Literal[
    "is", "isnt", "gt", "ge", "lt", "le", "has",
    "exists", "missing", "true", "false", "longer", "shorter",
]
Question = Literal[
    "goal", "source", "destination", "labels", "condition", "language", "query", "fields",
]
# fmt: on
Refusal = Literal["off_topic", "harmful", "too_big"]

TESTS: tuple[Test, ...] = get_args(Test)
QUESTIONS: tuple[Question, ...] = get_args(Question)
REFUSALS: tuple[Refusal, ...] = get_args(Refusal)


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(_Frozen):
    """
    Where a value comes from, and a field of it.

    Steps are counted from 1 in the order in which they are written, those in bodies included.
    """

    origin: Origin
    step: int | None = Field(default=None, ge=1, description="which step, for origin step")
    name: str | None = Field(default=None, description="which input, for origin input")
    fields: tuple[str, ...] = Field(default=(), description="a field, and a field of that")

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if (self.step is not None) != (self.origin == "step"):
            raise ValueError('"step" is given for the origin "step", and only for it')
        if bool(self.name) != (self.origin == "input"):
            raise ValueError('"name" is given for the origin "input", and only for it')
        return self

    def of_fields(self, *fields: str) -> "Reference":
        """Give the reference to a field of what this one refers to."""
        return self.model_copy(update={"fields": (*self.fields, *fields)})


Scalar = bool | int | float | str


class Condition(_Frozen):
    """What an item of a list must meet to be kept: a field, a test and what it is held against."""

    fields: tuple[str, ...] = Field(default=(), description="none for the item itself")
    test: Test
    value: Reference | Scalar | None = None


Value = Reference | Condition | Scalar


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Values = Annotated[tuple[Value, ...], BeforeValidator(_several)]


class Step(_Frozen):
    """One component with its settings, and the bodies that it controls."""

    component: str
    settings: Mapping[str, Values] = Field(default_factory=dict)
    blocks: "tuple[Block, ...]" = ()

    def one(self, name: str) -> Value | None:
        """Give the only, or first, value of a setting; None where it is not set."""
        return next(iter(self.settings.get(name, ())), None)

    def text(self, name: str) -> str | None:
        """Give a setting that is a word or a literal."""
        value = self.one(name)
        return value if isinstance(value, str) else None

    def block(self, name: str) -> "Block | None":
        """Give the first body of this name."""
        return next((block for block in self.blocks if block.name == name), None)


class Block(_Frozen):
    """The steps of one body of a controller, such as `body`, `then` or `case`."""

    name: str
    label: str | None = Field(default=None, description="the value that a case is for")
    steps: tuple[Step, ...] = ()


class Plan(_Frozen):
    """
    What a request asks for.

    `output` is empty for the result of the last step. `unmet` are the spans of the request that ask
    for what no component can do; `questions` what must be known before building.
    """

    steps: tuple[Step, ...] = ()
    output: tuple[Reference, ...] = ()
    unmet: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    refusal: Refusal | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that the plan refers to, in the order of their first use."""
        named = (each.name for each in references(self) if each.name is not None)
        return tuple(dict.fromkeys(named))


def walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Give every step, those in bodies included, in the order in which they are counted."""
    for step in steps:
        yield step
        for block in step.blocks:
            yield from walk(block.steps)


def references(plan: Plan) -> Iterator[Reference]:
    """Give every reference of a plan in the order in which it is written."""
    for step in walk(plan.steps):
        for values in step.settings.values():
            for value in values:
                held = value.value if isinstance(value, Condition) else value
                if isinstance(held, Reference):
                    yield held
    yield from plan.output
