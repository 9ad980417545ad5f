"""The judge: what the real engine does with a pipeline, and what a checker should have said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from bench.accuracy.faults import Broken
from bench.accuracy.generator import Sound
from flowmason_assist.engine.options import CannedResponse, DryRunOptions, Reader, ScriptedReply
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession

READERS: Final[tuple[Reader, ...]] = ("cli", "core")
Label = Literal["fails", "loses", "clean", "inert", "unclear"]
TIMEOUT: Final = 3.0
# Models answer in plain words and web services with one object, whatever later stages hope for.
WORLD: Final = DryRunOptions(
    replies=(ScriptedReply("Here is an answer, in plain words."),),
    responses=(CannedResponse("", body={"ok": True, "id": 7, "items": ["a", "b"]}),),
)
# Parts of outputs that differ from run to run.
VOLATILE: Final = frozenset(
    {
        "log_id",
        "elapsed_ms",
        "duration_ms",
        "execution_time_ms",
        "execution_time",
        "elapsed",
        "timestamp",
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """
    One pipeline with the engine's verdict for each reader.

    `broken` is absent for a sound pipeline; `error` is the engine's message, by reader.
    """

    sound: Sound
    broken: Broken | None
    text: str
    labels: Mapping[Reader, Label]
    errors: Mapping[Reader, str]
    stages: Mapping[Reader, str | None]

    @property
    def family(self) -> str:
        """The family of the fault."""
        return self.broken.family if self.broken else "sound"

    @property
    def kind(self) -> str:
        """The kind of the fault."""
        return self.broken.kind if self.broken else "sound"


class Judge:
    """Runs pipelines in the engine; runs of sound pipelines are remembered for comparison."""

    def __init__(self, session: EngineSession) -> None:
        self._session = session

    def sound_runs(self, sound: Sound) -> Mapping[Reader, DryRun]:
        """What the engine does with a sound pipeline."""
        return self._run(sound.text, sound.inputs)

    def sound(self, sound: Sound, runs: Mapping[Reader, DryRun]) -> Case:
        """The case of a sound pipeline; a label other than clean is a mistake of the bench."""
        return _case(
            sound,
            None,
            sound.text,
            runs,
            {reader: _sound_label(runs[reader]) for reader in READERS},
        )

    def broken(self, broken: Broken, sound: Sound, expected: Mapping[Reader, DryRun]) -> Case:
        """The case of a pipeline with a fault, compared with the same pipeline without."""
        runs = self._run(broken.text, sound.inputs)
        labels: dict[Reader, Label] = {}
        for reader in READERS:
            labels[reader] = _label(broken, sound, runs[reader], expected[reader])
            if labels[reader] == "loses" and broken.if_runs == "lost":
                again = self._run_once(sound.text, sound.inputs, reader)
                lost = changed(runs[reader], expected[reader]) - changed(again, expected[reader])
                labels[reader] = "loses" if lost else "inert"
        if "clean" in labels.values() and set(labels.values()) != {"clean"}:
            labels = {one: "inert" if label == "clean" else label for one, label in labels.items()}
        return _case(sound, broken, broken.text, runs, labels)

    def _run(self, text: str, inputs: Mapping[str, Any]) -> dict[Reader, DryRun]:
        return {reader: self._run_once(text, inputs, reader) for reader in READERS}

    def _run_once(self, text: str, inputs: Mapping[str, Any], reader: Reader) -> DryRun:
        run = self._session.run(text, dict(inputs), _options(reader, TIMEOUT))
        if run.stopped is None:
            return run
        return self._session.run(text, dict(inputs), _options(reader, 3 * TIMEOUT))


def _options(reader: Reader, timeout: float) -> DryRunOptions:
    return replace(WORLD, reader=reader, timeout=timeout)


def _case(
    sound: Sound,
    broken: Broken | None,
    text: str,
    runs: Mapping[Reader, DryRun],
    labels: Mapping[Reader, Label],
) -> Case:
    errors = {reader: _message(run) for reader, run in runs.items()}
    return Case(
        sound,
        broken,
        text,
        labels,
        errors,
        {reader: run.failed_stage for reader, run in runs.items()},
    )


def _message(run: DryRun) -> str:
    if run.error_message is not None:
        return f"{run.error_type}: {run.error_message}"
    return "; ".join(f"{stage}: {message}" for stage, message in run.errors.items())


def _sound_label(run: DryRun) -> Label:
    return "clean" if run.runs else "fails"


def _label(broken: Broken, sound: Sound, run: DryRun, expected: DryRun) -> Label:
    if _says_nothing(run):
        return "unclear"
    if not run.runs:
        return "fails"
    if set(run.errors) - set(expected.errors):
        return "loses"
    if broken.if_runs == "lost":
        return "loses" if changed(run, expected) else "inert"
    if broken.if_runs == "harmless":
        return "clean" if _was_reached(broken, sound, run) else "unclear"
    return broken.if_runs


def _says_nothing(run: DryRun) -> bool:
    """Whether the engine's process ended for reasons of its own."""
    return run.stopped is not None and run.stopped != "timeout"


def _was_reached(broken: Broken, sound: Sound, run: DryRun) -> bool:
    """Whether the stage at fault ran, so that its running says something."""
    parts = broken.places[0].split("/") if broken.places else []
    if parts[1:2] != ["stages"] or len(parts) < 3:  # noqa: PLR2004
        return True
    stages = sound.pipeline["stages"]
    index = int(parts[2])
    return index < len(stages) and stages[index]["id"] in run.executed


def changed(run: DryRun, expected: DryRun) -> set[str]:
    """The stages that ran in only one of both runs, or put out something else."""
    stages = set(run.executed) ^ set(expected.executed)
    return stages | {
        stage
        for stage, output in expected.outputs.items()
        if _settled(run.outputs.get(stage)) != _settled(output)
    }


def _settled(value: object) -> object:
    """A value without what differs from run to run."""
    if isinstance(value, dict):
        return {key: _settled(inner) for key, inner in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [_settled(inner) for inner in value]
    return value
