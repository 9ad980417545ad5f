"""`batch explain`: what each pipeline does."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import click

from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.batching.item import Given, Json
from flowmason_assist.cli.batching.job import Count, Job, Work
from flowmason_assist.cli.batching.options import BatchOptions, batch_options


@click.command("explain")
@batch_options
@model_options
@click.pass_context
def command(ctx: click.Context, /, batch: BatchOptions, model_options: ModelOptions) -> None:
    """
    Explain many pipelines.

    ITEMS are named as for `batch check`.
    """
    from flowmason_assist.cli.batching.run import run_batch
    from flowmason_assist.cli.batching.shared import identity, pipelines

    job = Job(
        name="explain",
        doing="Explaining",
        open=open_explain,
        options=model_options,
        counts=_counts,
        brief=_brief,
        is_clean=_is_clean,
        identity=identity(model_options),
    )
    ctx.exit(run_batch(job, pipelines(batch), batch))


@asynccontextmanager
async def open_explain(options: ModelOptions) -> AsyncIterator[Work]:
    """Give the explanation of one pipeline."""
    from flowmason_assist.assist.explain.explain import explain
    from flowmason_assist.cli.batching.shared import open_desk, opened
    from flowmason_assist.errors import InputError
    from flowmason_assist.routing.answer import answer
    from flowmason_assist.routing.asked import Origin, Piece
    from flowmason_assist.shapes.explanation import explanation_as_json

    async with open_desk() as desk:

        async def work(given: Given) -> Json:
            pipeline = opened(given)
            pieces = (Piece(Origin.PIPELINE, pipeline.text),)
            asked = options.asked("explain", pieces=pieces, path=given.path, is_bulk=True)
            answered = await answer(explain(pipeline.linted.facts), asked, desk)
            if answered.value is None:
                raise InputError(answered.error or "there is no explanation")
            return explanation_as_json(answered.value, answered.route)

        yield work


def _counts(explained: Json) -> Iterator[Count]:
    from flowmason_assist.cli.batching.shared import answered_by

    for pattern in explained["patterns"]:
        yield "Patterns", pattern
    for stage in explained["stages"]:
        yield "Components", stage["component"] or "none"
    yield "Answered by", answered_by(explained["route"])


def _brief(explained: Json) -> str:
    summary: str = explained["summary"]
    return summary


def _is_clean(explained: Json) -> bool:
    del explained
    return True
