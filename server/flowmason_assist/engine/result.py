"""What a dry run found out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.options import Reader

Stopped = Literal["timeout", "memory", "crash", "flood"]
FoundBy = Literal["engine", "trace", "graph"]
InputSource = Literal["given", "sample", "schema", "none"]


@dataclass(frozen=True, slots=True)
class DryRun:
    """
    What happened to one pipeline in the real engine.

    `loads` is false when the reader refuses the file; then no stage ran.
    `executed` are the stages that gave an output, in that order; `skipped` those that control
    flow left out; `errors` those whose failure the pipeline survived, with the message.
    `failed_stage` is what the engine names, or, as `found_by` says, what the trace of the run or
    the graph shows where the engine hides it.
    `stopped` tells that the run did not end by itself, `notes` what was made up for it, and
    `log` is the end of what components printed.
    """

    loads: bool
    runs: bool
    failed_stage: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    executed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    output: Json = None
    reader: Reader = "cli"
    outputs: Mapping[str, Json] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    found_by: FoundBy | None = None
    input: Json = None
    input_source: InputSource = "none"
    stopped: Stopped | None = None
    duration_ms: float = 0.0
    notes: tuple[str, ...] = ()
    log: str = ""

    def to_json(self) -> dict[str, Json]:
        """Object that `dry-run --output-format json` prints."""
        return {
            "loads": self.loads,
            "runs": self.runs,
            "failed_stage": self.failed_stage,
            "error_type": self.error_type,
            "error_message": self.error_message,
            "executed": list(self.executed),
            "skipped": list(self.skipped),
            "output": self.output,
            "reader": self.reader,
            "outputs": dict(self.outputs),
            "errors": dict(self.errors),
            "found_by": self.found_by,
            "input": self.input,
            "input_source": self.input_source,
            "stopped": self.stopped,
            "duration_ms": self.duration_ms,
            "notes": list(self.notes),
            "log": self.log,
        }
