"""One failure as people get to see it: raised, printed, logged, traced, answered, quoted."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Final

from rich.console import Console
from rich.panel import Panel

from flowmason_assist.engine.messages import classify
from flowmason_assist.engine.result import DryRun

# The engine raises these without the stage, and its command then prints "Failed at: None".
HIDDEN: Final = frozenset({"E25", "E33", "E34", "E26", "E60", "E96", "E98", "X07", "X12"})
MODULE: Final = "flowmason_core.execution.types"


@dataclass(frozen=True, slots=True)
class Failure:
    """What the engine said; `stage` is None where it names none."""

    message: str
    type: str
    stage: str | None
    loads: bool
    reader: str

    @classmethod
    def of(cls, run: DryRun) -> "Failure":
        """The failure of a dry run, with the stage only where the engine names it."""
        message, kind = run.error_message or "", run.error_type or "Exception"
        cause = classify(message, kind)
        hidden = not run.loads or (cause is not None and cause.id in HIDDEN)
        stage = None if hidden else run.failed_stage
        return cls(message, kind, stage, run.loads, run.reader)


def raised(failure: Failure) -> str:
    """The message alone, as an exception holds it."""
    return failure.message


def printed(failure: Failure) -> str:
    """What `flowmason run` prints, drawn by the library that it uses."""
    console = Console(width=80, record=True, file=StringIO())
    console.print("\n[bold blue]FlowMason[/bold blue] Running pipeline: main.pipeline.json\n")
    if failure.loads:
        text = f"[red]Pipeline failed[/red]\n\nError: {failure.message}\nFailed at: {failure.stage}"
        console.print(Panel(text, title="Error", border_style="red"))
    else:
        known = "Invalid pipeline JSON" if failure.type == "JSONDecodeError" else None
        said = known or "Failed to load pipeline"
        console.print(f"[red]Error:[/red] {said}: {failure.message}")
    console.print("\n[red]Error:[/red] 1")
    return console.export_text()


def logged(failure: Failure) -> str:
    """Lines of a log with times, as a service writes them."""
    at = "2026-03-0{} 09:1{}:27,48{}"
    lines = [
        f"{at.format(2, 1, 0)} INFO flowmason_core.execution: starting run cli-20260302",
        f"{at.format(2, 1, 3)} WARNING httpx: HTTP/1.1 200 OK",
    ]
    if failure.stage is not None:
        name = failure.stage
        told = f"Stage '{name}' ({name}) failed: {failure.message}"
        lines.append(f"{at.format(2, 2, 1)} ERROR flowmason_core.execution: {told}")
        lines.append(f"{at.format(2, 2, 1)} ERROR [dag:p] Stage {name} failed: {failure.message}")
    ended = f"[dag:p] DAG execution failed: {failure.message}"
    return "\n".join(
        [*lines, f"{at.format(2, 2, 2)} ERROR {ended}", f"{at.format(2, 2, 3)} INFO done"]
    )


def traced(failure: Failure) -> str:
    """A traceback of two exceptions, the second of which hides the first."""
    inner = failure.message.split(": ")[-1]
    frame = '  File "/srv/venv/site-packages/flowmason_core/{}", line {}, in {}\n    {}\n'
    return (
        "Traceback (most recent call last):\n"
        + frame.format("config/input_mapper.py", 134, "map_config_to_input", "resolve(value)")
        + f"ValueError: {inner}\n\n"
        "During handling of the above exception, another exception occurred:\n\n"
        "Traceback (most recent call last):\n"
        + frame.format("execution/universal_executor.py", 505, "_map_input", "raise Error(")
        + f"{MODULE}.{failure.type}: {failure.message}\n"
    )


def answered(failure: Failure) -> str:
    """A run as Studio's server answers it."""
    return json.dumps(
        {
            "id": "run_8f2c",
            "pipeline_id": "main",
            "status": "failed",
            "inputs": {},
            "output": None,
            "error": failure.message,
            "stage_results": None,
            "trace": None,
        },
        ensure_ascii=False,
    )


def quoted(failure: Failure) -> str:
    """A message in a chat, quoted and fenced, with words around it."""
    body = "\n".join(f"> {line}" for line in failure.message.splitlines())
    return f"Hi, since yesterday I get this, any ideas?\n\n```\n{body}\n```\n\nThanks, Kim"


FORMS: Final[dict[str, Callable[[Failure], str]]] = {
    "raised": raised,
    "printed": printed,
    "logged": logged,
    "traced": traced,
    "answered": answered,
    "quoted": quoted,
}
