"""A dry run told to people: one line, and Markdown that also reads well raw."""

import json
from collections.abc import Iterator

from flowmason_assist.engine.messages import classify
from flowmason_assist.engine.result import DryRun
from flowmason_assist.ide.markdown import (
    bullets,
    code,
    escape,
    fenced,
    listed,
    message,
    paragraphs,
    titled,
)

_MOST_OUTPUT = 4_000
_MOST_NAMES = 30


def verdict(run: DryRun) -> str:
    """Say in a few words how a run ended."""
    if run.runs:
        stages = "1 stage" if len(run.executed) == 1 else f"{len(run.executed)} stages"
        return f"runs: {stages} in {run.duration_ms:.0f} ms"
    if not run.loads:
        return "does not load"
    return f'fails in stage "{run.failed_stage}"' if run.failed_stage else "fails"


def report(name: str, run: DryRun) -> str:
    """Tell about a run in Markdown; whatever the pipeline said is quoted or escaped."""
    return paragraphs(
        f"**Dry run of {code(name)}**: {escape(verdict(run))}.",
        _failure(run),
        bullets(_facts(run)),
        titled("Made up for the run", (escape(note) for note in run.notes)),
        paragraphs("Output:", fenced(_shown(run.output), "json")) if run.runs else "",
        paragraphs("Input:", fenced(_shown(run.input), "json")) if run.input else "",
        paragraphs("Printed by components:", fenced(_quoted(run.log), "text")) if run.log else "",
    )


def _failure(run: DryRun) -> str:
    if run.runs:
        return ""
    error = run.error_message or "no message"
    cause = classify(error, run.error_type)
    why = f"Why: {message(cause.text)}." if cause is not None else ""
    said = fenced(_quoted(f"{run.error_type or 'Error'}: {error}"), "text")
    return paragraphs(why, "The engine said:", said)


def _facts(run: DryRun) -> Iterator[str]:
    if run.executed:
        yield f"executed: {listed(run.executed, _MOST_NAMES)}"
    if run.skipped:
        yield f"skipped: {listed(run.skipped, _MOST_NAMES)}"
    for stage, error in run.errors.items():
        yield f"survived a failure of {code(stage)}: {message(error)}"


def _shown(value: object) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    cut = text if len(text) <= _MOST_OUTPUT else f"{text[:_MOST_OUTPUT]}\n… (cut)"
    return _quoted(cut)


def _quoted(text: str) -> str:
    """Keep a text from ending the block that it stands in."""
    return text.strip().replace("```", "'''")
