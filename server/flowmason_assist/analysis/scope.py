"""What a stage sees of everything outside it, at the moment when it runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from flowmason_assist.analysis.branches import Cases
from flowmason_assist.analysis.flow import Membership
from flowmason_assist.analysis.inputs import Inputs
from flowmason_assist.analysis.requests import Request
from flowmason_assist.catalogue.types import Type


class State(Enum):
    """What `upstream.<id>` is when the stage runs."""

    UNKNOWN = "unknown"  # No stage has this id.
    ITSELF = "itself"
    STUCK = "stuck"  # Waits for something that never comes.
    LATER = "later"  # Not finished yet.
    READY = "ready"
    SKIPPED = "skipped"  # Only says that the stage was skipped.
    PERHAPS_SKIPPED = "perhaps_skipped"  # A branch that may not be taken.
    LOOP = "loop"  # A foreach, seen from its body.
    ERROR = "error"  # A trycatch, seen from a catch stage.
    PERHAPS_ERROR = "perhaps_error"  # A trycatch, seen from a finally stage.
    UNFINISHED = "unfinished"  # A trycatch, seen from a try stage.
    FAILED = "failed"  # What must have failed for this stage to run.
    PERHAPS_FAILED = "perhaps_failed"  # The run goes on even if the stage fails.


@dataclass(frozen=True, slots=True)
class Seen:
    """
    Another stage as this one sees it.

    `cases` are, by control stage, those in which it runs. `plainly` tells, for one that may be
    skipped, whether it runs with the sample input, None when that is not known.
    """

    stage_id: str
    state: State
    output: Type
    component: str | None = None
    memberships: tuple[Membership, ...] = ()
    suggestion: str | None = None  # The nearest existing id, for an unknown one.
    upstream: bool = False  # Whether this stage waits for it, directly or not.
    downstream: bool = False  # Whether it waits for this stage.
    requests: frozenset[Request] = frozenset()  # What it asks its model for.
    cases: Mapping[str, Cases] = field(default_factory=dict)
    plainly: bool | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """A control stage that names this stage in one of its lists."""

    membership: Membership
    component: str
    outside: bool  # This stage also runs before or without it.
    awaits_this: bool  # The control stage waits for this one, directly or not.


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Everything outside a stage that its rules may look at.

    `loop_names` are the context variables of loops: true where the stage is in the body, false
    where the loop is over and the variable holds its last item. `shared_names` are those that
    other iterations overwrite before the stage reads them. `survives_failure` tells whether
    the run is meant to go on when the stage fails.

    Scopes that differ in the number of the wave alone are equal: people are told that number,
    but rules must not depend on it, because every stage before this one may change it.
    """

    upstream: Mapping[str, Seen]
    inputs: Inputs
    controls: tuple[Control, ...]
    wave: int | None = field(compare=False)
    stuck: bool
    loop_names: Mapping[str, bool]
    loop_types: Mapping[str, Type]
    shared_names: frozenset[str]
    survives_failure: bool
