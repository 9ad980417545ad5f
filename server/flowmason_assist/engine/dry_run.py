"""A single dry run, in a process that lives no longer than it."""

from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession


def dry_run(
    text: str,
    pipeline_input: dict[str, Json] | None = None,
    options: DryRunOptions | None = None,
) -> DryRun:
    """
    What the real engine does with a pipeline, without network, provider or disk.

    Without input, the pipeline's sample input is used, or one made from its `input_schema`.
    Raises `EngineError` only when the engine cannot be started.
    """
    with EngineSession() as session:
        return session.run(text, pipeline_input, options)
