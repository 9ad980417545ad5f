"""What a person wants from a model, with everything that might be sent to one for it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flowmason_assist.routing.route import Tier


class Origin(StrEnum):
    """Where a piece of text comes from."""

    PIPELINE = "pipeline"
    ERROR = "error"
    INPUT = "input"  # What a pipeline is run with, and payloads of edge devices.
    GUIDE = "guide"  # Our own documentation, which is public.


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that a job is about, besides what the person typed."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A job, and the wishes that came with it.

    `path` is the file that it is about; `tier` and `model` force a choice, as far as the rules
    allow it; `timeout` is in seconds and holds for the whole job. A bulk job is one of many.
    """

    task: str
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    path: Path | None = None
    tier: Tier | None = None
    model: str | None = None
    is_offline: bool = False
    is_bulk: bool = False
    timeout: float | None = None
    seed: int | None = None
