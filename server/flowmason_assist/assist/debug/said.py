"""What a pasted text says, whatever it was copied from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flowmason_assist.engine.options import Reader


@dataclass(frozen=True, slots=True)
class Said:
    """
    One message, with what stood around it.

    `stage` is what the surroundings name as the failing stage, right or wrong. `frames` are the
    Python files of its traceback, without their folders.
    """

    text: str
    type: str | None = None
    stage: str | None = None
    component: str | None = None
    frames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What a recorded run says about one stage."""

    stage: str
    status: str
    output: Any = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A run that somebody kept: what it was given, and its stages in the order of the record."""

    input: dict[str, Any] | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pasted:
    """
    What somebody pasted, read.

    `said` holds the messages, the one that ended the run first. `text` is all that was pasted
    without what terminals, logs and mail programs add, as far as it may matter. `reader` is the
    part of FlowMason that was at work, and `input` what the run was given, where the words show it.
    """

    text: str
    said: tuple[Said, ...] = ()
    run: Recorded | None = None
    reader: Reader | None = None
    input: dict[str, Any] | None = None
