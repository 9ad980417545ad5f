"""What is known of one component: its inputs, its outputs, and how it behaves."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from flowmason_assist.catalogue.types import Scalar, Type


class Kind(StrEnum):
    """How the engine registers a component."""

    NODE = "node"
    OPERATOR = "operator"
    CONTROL_FLOW = "control_flow"
    CONNECTOR = "connector"
    TRANSFORMER = "transformer"


class Role(StrEnum):
    """What the value of an input means, beyond its type."""

    VALUE = "value"
    TRUTH = "truth"  # Any value; what counts is whether Python calls it true.
    PROMPT = "prompt"  # Text for a model.
    STAGE_IDS = "stage_ids"  # A list of stage ids.
    STAGE_MAP = "stage_map"  # A dict of lists of stage ids.
    LOOKUP = "lookup"  # Looked up among the keys of a dict.
    EXPRESSION = "expression"  # A Python expression; see `Input.names`.
    JMESPATH = "jmespath"
    DATA_PATH = "data_path"  # Plain keys joined by dots, as in `user.name`.
    PATH_MAP = "path_map"  # A dict of data paths, as json_transform.mapping has.
    PANDAS_QUERY = "pandas_query"  # An expression over the columns of a table.
    JSON_SCHEMA = "json_schema"
    SQL = "sql"
    URL = "url"
    HEADERS = "headers"  # Of an HTTP request.
    FILE_PATH = "file_path"
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    CONTEXT_NAME = "context_name"  # Becomes a `{{context.…}}` variable inside a loop.
    CREDENTIAL = "credential"  # A credential, or text that holds one.


class Effect(StrEnum):
    """Whether an input changes anything, as measured in the engine."""

    USED = "used"
    IGNORED = "ignored"  # Accepted, then never read.


class Others(StrEnum):
    """What the engine makes of a value that is none of those it tells apart."""

    FREE = "free"  # Nothing is known to go wrong.
    FAILS = "fails"  # The stage fails, reports failure, or loses its data.
    DEFAULT = "default"  # It does as if nothing were written.


@dataclass(frozen=True, slots=True)
class Idle:
    """
    A case in which an input changes nothing.

    All of `inputs` are set, all are unset, or the one of them has one of the `values`.
    """

    state: Literal["set", "unset", "is"]
    inputs: tuple[str, ...]
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class NamesWhen:
    """The variables that an expression sees instead, when another input has this value."""

    input: str
    value: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One key that the engine looks up in the dicts that an input takes."""

    name: str
    type: Type
    required: bool  # The stage fails without it.
    description: str
    suggestions: tuple[Scalar, ...] = ()
    others: Others = Others.FREE
    accepted: tuple[Scalar, ...] = ()  # Values that work, though not worth suggesting.


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a component, as its Input model declares it."""

    name: str
    type: Type
    required: bool
    default: object  # A JSON value; None when there is none. Never mutated.
    description: str
    role: Role = Role.VALUE
    effect: Effect = Effect.USED
    names: tuple[str, ...] = ()  # Variables an expression sees.
    names_when: NamesWhen | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    lowest: float | None = None  # Below, the stage fails or hangs once the input counts.
    min_length: int | None = None  # Characters of a string, items of a list.
    max_length: int | None = None
    pattern: str | None = None
    suggestions: tuple[Scalar, ...] = ()  # Values, or items, that the engine tells apart.
    others: Others = Others.FREE
    any_case: bool = False  # The engine compares without regard to case.
    keys: tuple[Key, ...] = ()  # Of the dict, or of each dict in the list.
    synonyms: tuple[str, ...] = ()  # Wrong names that people write for it.
    idle: tuple[Idle, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One output field of a component."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class ModelCall:
    """What a node passes to its provider; None where the value comes from the input."""

    temperature: float | None
    max_tokens: int | None


@dataclass(frozen=True, slots=True)
class Operation:
    """
    What one value of the input "operation" asks for.

    Of each need, at least one input must be set, or the stage reports `success` false. `reads`
    names the inputs that count, of those that only some operations read. `fills` names the
    outputs that are set; when it is empty, all operations fill the same ones.
    """

    name: str
    needs: tuple[tuple[str, ...], ...]
    fills: tuple[str, ...]
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """
    One component of the engine or of the user's project.

    `registered` is false for what ships with the engine but cannot be used in a pipeline.
    `usable` is false for what is registered but cannot work from a JSON file.
    `open_outputs` is true when outputs beyond those listed may appear.
    """

    name: str
    kind: Kind
    category: str
    description: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    timeout_seconds: float
    registered: bool = True
    usable: bool = True
    open_outputs: bool = False
    model_call: ModelCall | None = None
    operations: tuple[Operation, ...] = ()
    packages: tuple[str, ...] = ()  # What it imports and the engine does not install.
    pitfalls: tuple[str, ...] = ()
    example: object = None  # A whole pipeline that runs, as JSON. Never mutated.
    source: str = ""  # Where a project's own component is defined: path and line.

    def input(self, name: str) -> Input | None:
        """Give an input by name, or None."""
        return next((each for each in self.inputs if each.name == name), None)

    def operation(self, name: str) -> Operation | None:
        """Give an operation by name, or None."""
        return next((each for each in self.operations if each.name == name), None)

    def output(self, name: str) -> Output | None:
        """Give an output by name, or None."""
        return next((each for each in self.outputs if each.name == name), None)

    @property
    def main_output(self) -> Output | None:
        """Give the output that most stages after it want."""
        payload = next((each for each in self.outputs if each.name in _PAYLOADS), None)
        if self.kind is Kind.NODE or payload is None:
            return self.outputs[0] if self.outputs else None
        return payload


# What operators, connectors and transformers carry beside counters and status.
_PAYLOADS = ("result", "results", "body", "value", "data", "rows", "content")
