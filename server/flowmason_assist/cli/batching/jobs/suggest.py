"""`batch suggest`: better prompts and settings for each pipeline."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import click

from flowmason_assist.assist.suggest.suggestion import What
from flowmason_assist.cli.batching.item import Given, Json
from flowmason_assist.cli.batching.job import Count, Job, Work
from flowmason_assist.cli.batching.options import BatchOptions, batch_options

_ALL = "all"


@click.command("suggest")
@click.option(
    "--what",
    type=click.Choice([*map(str, What), _ALL]),
    default=_ALL,
    show_default=True,
    help="The kind of suggestions.",
)
@batch_options
@click.pass_context
def command(ctx: click.Context, /, batch: BatchOptions, what: str) -> None:
    """
    Suggest improvements for many pipelines.

    ITEMS are named as for `batch check`; nothing is written into them.
    """
    from flowmason_assist.cli.batching.run import run_batch
    from flowmason_assist.cli.batching.shared import pipelines

    job = Job(
        name="suggest",
        doing="Looking",
        open=open_suggest,
        options=what,
        counts=_counts,
        brief=_brief,
        is_clean=_is_clean,
        identity={"what": what},
        uses_model=False,
    )
    ctx.exit(run_batch(job, pipelines(batch), batch))


@asynccontextmanager
async def open_suggest(what: str) -> AsyncIterator[Work]:
    """Give the suggestions for one pipeline, tried in an engine that stays warm."""
    from flowmason_assist.assist.suggest.suggest import Wanted, suggest
    from flowmason_assist.cli.batching.shared import opened
    from flowmason_assist.cli.diagnosing.trial import Trial
    from flowmason_assist.engine.session import EngineSession
    from flowmason_assist.shapes.suggestions import suggestions_as_json

    wanted = Wanted(None, frozenset(What) if what == _ALL else frozenset({What(what)}))
    with EngineSession() as session:

        def suggestions(given: Given) -> Json:
            pipeline = opened(given)
            found = suggest(pipeline.linted, wanted, Trial(pipeline, session).runs)
            return suggestions_as_json(found, pipeline.linted.facts)

        async def work(given: Given) -> Json:
            return await asyncio.to_thread(suggestions, given)

        yield work


def _counts(suggested: Json) -> Iterator[Count]:
    if not suggested["suggestions"]:
        yield "Suggestions by kind", "none"
    for each in suggested["suggestions"]:
        yield "Suggestions by kind", each["what"]
        yield "Suggestions", each["title"]


def _brief(suggested: Json) -> str:
    counts = Counter(each["what"] for each in suggested["suggestions"])
    return ", ".join(f"{count:,} {what}" for what, count in counts.items()) or "nothing to suggest"


def _is_clean(suggested: Json) -> bool:
    return not suggested["suggestions"]
