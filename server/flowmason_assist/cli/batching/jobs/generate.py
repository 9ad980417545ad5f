"""`batch generate`: a pipeline for each request."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import click

from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.batching.item import Given, Json
from flowmason_assist.cli.batching.job import Count, Job, Work
from flowmason_assist.cli.batching.options import BatchOptions, batch_options


@click.command("generate")
@batch_options
@model_options
@click.pass_context
def command(ctx: click.Context, /, batch: BatchOptions, model_options: ModelOptions) -> None:
    """
    Make a pipeline from each of many requests.

    ITEMS are text files that hold one request each, "@requests.txt" with one in each line, or JSON
    Lines ("requests.jsonl", "-") of {"id": …, "text": …}.
    """
    from flowmason_assist.cli.batching.run import run_batch
    from flowmason_assist.cli.batching.shared import identity
    from flowmason_assist.cli.batching.sources import text_items

    if not batch.arguments:
        raise click.UsageError('name requests: files, "@list.txt", "requests.jsonl", or "-"')
    job = Job(
        name="generate",
        doing="Generating",
        open=open_generate,
        options=model_options,
        counts=_counts,
        brief=_brief,
        is_clean=_is_clean,
        identity=identity(model_options),
    )
    ctx.exit(run_batch(job, text_items(batch.arguments), batch))


@asynccontextmanager
async def open_generate(options: ModelOptions) -> AsyncIterator[Work]:
    """Give the pipeline for one request, proven in an engine that stays warm."""
    import os
    from pathlib import Path

    from flowmason_assist.assist.generate.generate import generate
    from flowmason_assist.assist.generate.prove import Prover
    from flowmason_assist.cli.batching.shared import open_desk
    from flowmason_assist.cli.checking.catalogues import catalogue_for
    from flowmason_assist.config.find import ConfigurationFinder
    from flowmason_assist.engine.session import EngineSession
    from flowmason_assist.errors import InputError
    from flowmason_assist.routing.answer import answer
    from flowmason_assist.shapes.generated import generated_as_json

    catalogue = catalogue_for(Path.cwd())
    interpreter = ConfigurationFinder(os.environ).for_folder(Path.cwd()).interpreter or None
    async with open_desk() as desk:
        with EngineSession() as session:
            prover = Prover(catalogue, session, interpreter)

            async def work(given: Given) -> Json:
                task = generate(given.text, catalogue, prover)
                answered = await answer(
                    task, options.asked("generate", given.text, is_bulk=True), desk
                )
                if answered.value is None:
                    raise InputError(answered.error or "no answer could be had")
                return generated_as_json(answered.value, answered.route)

            yield work


def _counts(generated: Json) -> Iterator[Count]:
    from flowmason_assist.cli.batching.shared import answered_by

    yield "Outcome", generated["status"]
    yield "Dry run", generated["verified"]["dry_run"]
    yield "Answered by", answered_by(generated["route"])
    for stage in (generated["pipeline"] or {}).get("stages", ()):
        yield "Components", stage.get("component_type") or "none"


def _brief(generated: Json) -> str:
    words = generated["questions"] or generated["unmet"] or [generated["reason"]]
    return f"{generated['status']}: {' '.join(words)}"


def _is_clean(generated: Json) -> bool:
    return bool(generated["status"] == "ok")
