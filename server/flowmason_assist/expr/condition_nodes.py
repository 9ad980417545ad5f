"""What is known of a condition after reading it; spans are offsets in its text."""

from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.text.span import Span


class ConditionProblemKind(StrEnum):
    """
    Why the engine refuses a condition, or what goes wrong when it evaluates one.

    The first four are found before evaluation, whatever the data.
    """

    SYNTAX = "syntax"
    NODE = "node"  # A kind of syntax that the engine does not accept, such as lambda.
    PRIVATE = "private"  # An attribute that begins with an underscore.
    FUNCTION = "function"  # A call of a function that the engine does not offer.

    NAME = "name"  # A name without a value.
    SCOPE = "scope"  # A name that has no value inside a comprehension.
    MEMBER = "member"  # An attribute that no value has: item.status
    FAILS = "fails"  # An operation that raises, whatever the data: '5' > 3
    NOT_A_TYPE = "not_a_type"  # isinstance(x, str), where str is a function.
    IDENTITY = "identity"  # x is 'text', which compares objects and not values.
    DATA = "data"  # The word "data" in a condition for the items of a list.


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """
    One fault of a condition.

    `certain` is false where the part at fault may never be evaluated, or where a template's
    text may put it right. `suggestion` replaces the text of `span`.
    """

    kind: ConditionProblemKind
    span: Span
    text: str  # What is at fault, or the message of a syntax error.
    certain: bool = True
    suggestion: str | None = None

    @property
    def refused(self) -> bool:
        """Tell whether the engine finds this before it evaluates anything."""
        return self.kind in _REFUSALS


_REFUSALS = frozenset(
    {
        ConditionProblemKind.SYNTAX,
        ConditionProblemKind.NODE,
        ConditionProblemKind.PRIVATE,
        ConditionProblemKind.FUNCTION,
    }
)


@dataclass(frozen=True, slots=True)
class NameUse:
    """A variable that the condition reads, known or not."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Access:
    """An attribute that the condition reads; `owner` is the variable before it, if it is one."""

    owner: str | None
    name: str
    span: Span
    called: bool


@dataclass(frozen=True, slots=True)
class Hole:
    """
    A template inside a condition.

    Its value is pasted as text before the condition is read: outside quotes, a string arrives
    without quotes, and null as nothing at all.
    """

    span: Span
    path_text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Constant:
    """The value of a condition that depends on nothing."""

    value: object


@dataclass(frozen=True, slots=True)
class Condition:
    """
    A condition as the engine will understand it.

    `truth` is what its result counts as, whatever the data, as long as evaluation succeeds.
    """

    text: str
    problems: tuple[ConditionProblem, ...] = ()
    names: tuple[NameUse, ...] = ()
    accesses: tuple[Access, ...] = ()
    holes: tuple[Hole, ...] = ()
    constant: Constant | None = None
    truth: bool | None = None

    @property
    def refused(self) -> bool:
        """Tell whether the engine refuses the condition before it evaluates anything."""
        return any(problem.refused for problem in self.problems)
