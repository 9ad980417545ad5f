"""`batch debug`: why each run failed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import click

from flowmason_assist.cli.batching.item import Given, Json
from flowmason_assist.cli.batching.job import Count, Job, Work
from flowmason_assist.cli.batching.options import BatchOptions, batch_options


@click.command("debug")
@batch_options
@click.pass_context
def command(ctx: click.Context, /, batch: BatchOptions) -> None:
    """
    Find the causes of many errors.

    ITEMS are named as for `batch check`. In JSON Lines, "error" holds the message and "input" the
    input of the run; without a message the error comes from a dry run.
    """
    from flowmason_assist.cli.batching.run import run_batch
    from flowmason_assist.cli.batching.shared import pipelines

    job = Job(
        name="debug",
        doing="Debugging",
        open=open_debug,
        options=None,
        counts=_counts,
        brief=_brief,
        is_clean=_is_clean,
        identity={},
        uses_model=False,
    )
    ctx.exit(run_batch(job, pipelines(batch), batch))


@asynccontextmanager
async def open_debug(options: None) -> AsyncIterator[Work]:
    """Give the diagnosis of one failure, with an engine that stays warm."""
    del options
    from flowmason_assist.cli.batching.shared import opened
    from flowmason_assist.cli.diagnosing.run import Question, answer
    from flowmason_assist.engine.session import EngineSession
    from flowmason_assist.errors import InputError
    from flowmason_assist.shapes.diagnosis import diagnosis_as_json
    from flowmason_assist.text.line_index import LineIndex

    with EngineSession() as session:

        async def work(given: Given) -> Json:
            error, value = given.item.fields.get("error"), given.item.fields.get("input")
            if not isinstance(error, str | None) or not isinstance(value, dict | None):
                raise InputError('"error" must be a string, and "input" an object')
            question = Question(error=error, input=value)
            found = await asyncio.to_thread(answer, opened(given), question, session)
            return diagnosis_as_json(found, LineIndex(given.text))

        yield work


def _counts(diagnosis: Json) -> Iterator[Count]:
    if _is_clean(diagnosis):
        yield "Whose fault", "none: it runs"
        return
    yield "Whose fault", diagnosis["kind"]
    yield "Mended by a fix", "yes" if diagnosis["fixes"] else "no"
    for code in diagnosis["rules"]:
        yield "Rules", code


def _brief(diagnosis: Json) -> str:
    cause: str = diagnosis["cause"]
    return cause


def _is_clean(diagnosis: Json) -> bool:
    """Tell whether the pipeline simply runs: a sure answer that knows no message and no place."""
    is_sure = diagnosis["confidence"] == 1
    return is_sure and not (diagnosis["message"] or diagnosis["stage"] or diagnosis["fixes"])
