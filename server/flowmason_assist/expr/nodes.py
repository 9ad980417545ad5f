"""What stands inside the strings of a pipeline: templates, and what only looks like one."""

from enum import StrEnum
from typing import NamedTuple

from flowmason_assist.text.span import Span


class Form(StrEnum):
    """
    Which kind of reference a template begins with, whether or not the engine knows it.

    X stands for a stage id, F for a field.
    """

    PORTABLE = "portable"  # input, upstream, env or context, as the engine has them.
    STAGES_OUTPUT = "stages_output"  # stages.X.output.F
    STAGES = "stages"  # stages.X.F
    UPSTREAM_OUTPUT = "upstream_output"  # upstream.X.output.F
    STAGE_OUTPUT = "stage_output"  # X.output.F
    LOOP = "loop"  # item, item.F, index
    VARIABLES = "variables"  # variables.F
    SECRETS = "secrets"  # secrets.F
    ALIAS = "alias"  # Another word for a root, such as inputs.F or steps.X.F.
    WRONG_CASE = "wrong_case"  # INPUT.F
    NAME = "name"  # A bare name: F
    PATH = "path"  # A path from an unknown name: X.F
    EXPRESSION = "expression"  # Begins with a call, a literal or an operator.
    BLOCK = "block"  # A block, comment or partial of another template language.
    EMPTY = "empty"  # Only blanks.


class TroubleKind(StrEnum):
    """What a template holds that is no plain dotted path."""

    EMPTY = "empty"  # Nothing but blanks.
    OPENING = "opening"  # A second "{{": the first was never closed.
    BRACE = "brace"  # A single "{".
    BLOCK = "block"  # A sigil or keyword of another template language.
    QUOTED_KEY = "quoted_key"  # input["s"]
    INDEX = "index"  # input.l[0]
    NUMBER = "number"  # input.l.0
    CALL = "call"  # now()
    FILTER = "filter"  # x | upper
    OPERATOR = "operator"  # a > 3, x or "y"
    LITERAL = "literal"  # "text", 3
    SPACED_DOT = "spaced_dot"  # input .s
    EMPTY_SEGMENT = "empty_segment"  # input..s
    SYMBOL = "symbol"  # $input.s, @index


class Trouble(NamedTuple):
    """
    The first part of a template that is no plain dotted path.

    This is an observation about the text only: a key may hold any character but `.` and `}`,
    so a declared input may well be named "terms or conditions".
    """

    kind: TroubleKind
    span: Span
    text: str


class Segment(NamedTuple):
    """One part of a path between dots, exactly as the engine takes it."""

    name: str
    span: Span


class Template(NamedTuple):
    """
    One `{{ path }}` that the engine will resolve; spans count from the start of the literal.

    `whole` means that the string is nothing but this template, so its value keeps its type.
    Look at `trouble` before `form`: the form describes what stands before the trouble.
    """

    span: Span
    path_span: Span
    path_text: str
    segments: tuple[Segment, ...]
    whole: bool
    form: Form
    trouble: Trouble | None


class LookAlikeKind(StrEnum):
    """How a text that the engine leaves alone resembles a template."""

    UNCLOSED = "unclosed"  # {{x
    HALF_CLOSED = "half_closed"  # {{x}
    BRACE_INSIDE = "brace_inside"  # {{ {"a": 1} }}
    EMPTY = "empty"  # {{}}
    SINGLE = "single"  # {x}
    DOLLAR = "dollar"  # ${x}
    BLOCK = "block"  # {% if x %}, {# note #}


class LookAlike(NamedTuple):
    """A text that the engine passes on as it is though it resembles a template."""

    kind: LookAlikeKind
    span: Span
    path_text: str  # What stands between the delimiters, without outer blanks.


class Scan(NamedTuple):
    """Everything found in one string."""

    templates: tuple[Template, ...]
    look_alikes: tuple[LookAlike, ...]
