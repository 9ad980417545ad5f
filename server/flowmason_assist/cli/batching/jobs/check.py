"""`batch check`: the findings of each file."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

import click

from flowmason_assist.cli.batching.item import Given, Json
from flowmason_assist.cli.batching.job import Count, Job, Work
from flowmason_assist.cli.batching.options import BatchOptions, batch_options
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.lint.settings import ReaderName

_FAILING = ("error", "warning")
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class CheckBatchOptions:
    """Which rules to check, as in `check`."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    reader: ReaderName | None
    config: Path | None
    isolated: bool

    def finder(self) -> ConfigurationFinder:
        """Give what finds the settings of each file."""
        return ConfigurationFinder(os.environ, file=self.config, search=not self.isolated)


@click.command("check")
@click.option("--select", multiple=True, metavar="RULES", help="Check only these rules.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave out these rules.")
@click.option(
    "--reader",
    type=click.Choice(get_args(ReaderName)),
    help="Judge as this part of FlowMason reads the files.  [default: all]",
)
@click.option("--config", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@batch_options
@click.pass_context
def command(ctx: click.Context, /, batch: BatchOptions, **given: Any) -> None:  # noqa: ANN401 - as click passes options.
    """
    Check many pipelines.

    ITEMS are files, folders, globs, "@list.txt" with one of these in each line, or JSON Lines
    ("items.jsonl", "-") of {"file": …} or {"id": …, "text": …}; the current folder without any.
    """
    from flowmason_assist.cli.batching.run import run_batch
    from flowmason_assist.cli.batching.sources import FileSources
    from flowmason_assist.cli.checking.selectors import require_rules
    from flowmason_assist.config.value import split_list
    from flowmason_assist.lint.load import all_rules

    options = CheckBatchOptions(**given)
    require_rules(split_list((*options.select, *options.ignore)), all_rules())
    found = FileSources(options.finder()).items(batch.arguments or (".",))
    ctx.exit(run_batch(_job(options), found, batch))


def _job(options: CheckBatchOptions) -> Job:
    return Job(
        name="check",
        doing="Checking",
        open=open_check,
        options=options,
        counts=_counts,
        brief=_brief,
        is_clean=_is_clean,
        identity={"options": {name: str(value) for name, value in asdict(options).items()}},
        uses_model=False,
        chunk=_CHUNK,
    )


@asynccontextmanager
async def open_check(options: CheckBatchOptions) -> AsyncIterator[Work]:
    """Give the check of one file."""
    import gc

    from flowmason_assist.cli.checking.job import Job as Check
    from flowmason_assist.cli.checking.job import report_on
    from flowmason_assist.cli.checking.rule_options import narrowed
    from flowmason_assist.cli.output.sarif import described_with_fingerprints

    gc.set_threshold(200_000, 50, 50)  # As in `check`: most objects live to the end of a file.
    finder = options.finder()

    async def check(given: Given) -> Json:
        path = given.path or Path(given.item.key)
        configuration = narrowed(
            finder.for_file(path), options.select, options.ignore, options.reader
        )
        report = report_on(Check(path, configuration.lint_settings(path)), str(path), given.text)
        return list(described_with_fingerprints(report))

    yield check


def _counts(findings: Json) -> Iterator[Count]:
    if not findings:
        yield "Findings by severity", "none"
    for finding in findings:
        yield "Findings by severity", finding["severity"]
        yield "Findings by rule", f"{finding['code']} {finding['rule']}".strip()


def _brief(findings: Json) -> str:
    from collections import Counter

    counts = Counter(finding["severity"] for finding in findings)
    return ", ".join(f"{count:,} {severity}" for severity, count in counts.items()) or "clean"


def _is_clean(findings: Json) -> bool:
    return not any(finding["severity"] in _FAILING for finding in findings)
