"""What a template resolves to when its stage runs, or why it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from flowmason_assist.analysis.outputs import SKIPPED, Missing, follow
from flowmason_assist.analysis.scope import Scope, Seen, State
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.types import ANY, DICT, STR, Type

ROOTS = ("input", "upstream", "env", "context")


class Outcome(Enum):
    """How the resolution of a template ends."""

    FOUND = "found"
    BAD_ROOT = "bad_root"  # No word that the engine knows stands first.
    BAD_ENV = "bad_env"  # Not exactly `env.NAME`.
    NO_STAGE = "no_stage"
    NOT_READY = "not_ready"  # The stage has no result yet; `Seen.state` says why.
    SKIPPED = "skipped"  # The stage is certainly skipped, so that its outputs are not there.
    PERHAPS_SKIPPED = "perhaps_skipped"  # Found only if its branch is taken.
    PERHAPS_FAILED = "perhaps_failed"  # Found only if the stage has not failed.
    PERHAPS_ERROR = "perhaps_error"  # Found only if a try stage has failed.
    NO_FIELD = "no_field"  # Nothing of that name in the object; `index` says where.
    NO_ACCESS = "no_access"  # The path goes on into something that has no fields.
    UNDECLARED_INPUT = "undeclared_input"
    UNSAMPLED_INPUT = "unsampled_input"  # The sample, which a plain run uses, lacks it.
    OPTIONAL_INPUT = "optional_input"  # Found only if the caller passes it.
    NO_CONTEXT = "no_context"
    AFTER_LOOP = "after_loop"  # A loop variable that outlived its loop.


_NOT_READY = frozenset({State.ITSELF, State.STUCK, State.LATER, State.UNFINISHED, State.FAILED})
_DOUBTFUL: Mapping[State, Outcome] = {
    State.PERHAPS_SKIPPED: Outcome.PERHAPS_SKIPPED,
    State.PERHAPS_FAILED: Outcome.PERHAPS_FAILED,
    State.PERHAPS_ERROR: Outcome.PERHAPS_ERROR,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """
    How a template resolves.

    `index` is the segment at which it fails; `container` is what was reached before it.
    """

    outcome: Outcome
    type: Type = ANY
    index: int = 0
    container: Type | None = None
    seen: Seen | None = None


def resolve(reference: Reference, scope: Scope) -> Resolution:
    """Resolve a template the way the engine will."""
    names = reference.names
    match names[0] if names else "":
        case "input":
            return _input(names, scope)
        case "upstream":
            return _upstream(names, scope)
        case "env":
            if len(names) == 2:  # noqa: PLR2004 - `env` and a name
                return Resolution(Outcome.FOUND, STR)
            return Resolution(Outcome.BAD_ENV)
        case "context":
            return _context(names, scope)
        case _:
            return Resolution(Outcome.BAD_ROOT)


def _input(names: tuple[str, ...], scope: Scope) -> Resolution:
    if len(names) == 1:
        return Resolution(Outcome.FOUND, DICT)
    inputs = scope.inputs
    field = inputs.fields.get(names[1])
    if field is None:
        outcome = Outcome.FOUND if inputs.open else Outcome.UNDECLARED_INPUT
        return Resolution(outcome, index=1)
    found = _followed(field.type, names, 2)
    if found.outcome is not Outcome.FOUND:
        return found
    if inputs.has_sample and not field.sampled:
        return Resolution(Outcome.UNSAMPLED_INPUT, found.type, 1)
    if field.declared and not field.required and not field.sampled:
        return Resolution(Outcome.OPTIONAL_INPUT, found.type, 1)
    return found


def _upstream(names: tuple[str, ...], scope: Scope) -> Resolution:
    if len(names) == 1:
        return Resolution(Outcome.FOUND, DICT)
    seen = scope.upstream[names[1]]
    if seen.state is State.UNKNOWN:
        return Resolution(Outcome.NO_STAGE, index=1, seen=seen)
    if seen.state in _NOT_READY:
        return Resolution(Outcome.NOT_READY, index=1, seen=seen)
    found = _followed(seen.output, names, 2)
    if seen.state is State.SKIPPED and found.outcome is not Outcome.FOUND:
        return Resolution(Outcome.SKIPPED, index=2, seen=seen)
    if _is_doubtful(seen, names, found):
        return Resolution(_DOUBTFUL[seen.state], found.type, 1, seen=seen)
    return replace(found, seen=seen)


def _is_doubtful(seen: Seen, names: tuple[str, ...], found: Resolution) -> bool:
    """Tell whether the path is there in some runs only."""
    if seen.state is State.PERHAPS_ERROR:
        return found.outcome is Outcome.FOUND
    if seen.state not in _DOUBTFUL or len(names) == 2:  # noqa: PLR2004 - root and id
        return False
    # The note about a skip has fields of its own.
    return found.outcome is Outcome.FOUND or SKIPPED.field(names[2]) is not None


def _context(names: tuple[str, ...], scope: Scope) -> Resolution:
    if len(names) == 1:
        return Resolution(Outcome.FOUND, DICT)
    kind = scope.loop_types.get(names[1])
    if kind is None:
        return Resolution(Outcome.NO_CONTEXT, index=1)
    found = _followed(kind, names, 2)
    if found.outcome is Outcome.FOUND and scope.loop_names.get(names[1]) is False:
        return Resolution(Outcome.AFTER_LOOP, found.type, 1)
    return found


def _followed(kind: Type, names: tuple[str, ...], first: int) -> Resolution:
    found = follow(kind, names[first:], first)
    if not isinstance(found, Missing):
        return Resolution(Outcome.FOUND, found)
    has_fields = found.container.name in ("object", "dict", "union")
    outcome = Outcome.NO_FIELD if has_fields else Outcome.NO_ACCESS
    return Resolution(outcome, index=found.index, container=found.container)
