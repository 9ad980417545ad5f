"""What a pipeline does, as data: everything that an explanation may say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageAccount:
    """
    One stage.

    `reads` are the paths of its templates, `provides` the names of its outputs, `used_by` the
    stages that read it. `when` says in words under which conditions it runs, `wave` in which
    round of the run: None for a stage that never runs.
    """

    id: str
    component: str | None
    does: str
    reads: tuple[str, ...]
    provides: tuple[str, ...]
    wave: int | None
    after: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputAccount:
    """
    One input of the pipeline: who reads it, and where it ends up through them.

    One that is not declared is needed all the same by those who read it.
    """

    name: str
    type: str
    is_required: bool
    is_declared: bool = True
    read_by: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """Something that leaves the machine: in which stage, to whom, and what goes along."""

    stage: str
    to: str
    carries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A known way to put stages together, and the stages that do."""

    name: str
    words: str
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """
    A whole pipeline.

    `waves` counts the rounds; `notes` are sentences about what keeps the file from doing what
    stands in it.
    """

    name: str
    description: str
    inputs: tuple[InputAccount, ...]
    output: str
    stages: tuple[StageAccount, ...]
    patterns: tuple[Pattern, ...]
    departures: tuple[Departure, ...]
    costs: tuple[str, ...]
    waves: int
    output_stage: str | None = None
    notes: tuple[str, ...] = ()

    def stage(self, stage_id: str) -> StageAccount | None:
        """Give a stage by its id; of several the last, which is the one that runs."""
        return next((each for each in reversed(self.stages) if each.id == stage_id), None)
