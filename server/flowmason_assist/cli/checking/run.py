"""A whole `check`: collect, look, mend, print, and the exit code."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from flowmason_assist.cli.checking.collect import collect
from flowmason_assist.cli.checking.job import Job
from flowmason_assist.cli.checking.options import STANDARD_INPUT, CheckOptions
from flowmason_assist.cli.checking.pool import run_jobs
from flowmason_assist.cli.checking.report import Failure, Report
from flowmason_assist.cli.checking.selectors import require_rules
from flowmason_assist.cli.checking.text_file import MAX_BYTES, write_file
from flowmason_assist.cli.output.outcome import FAILING, Outcome
from flowmason_assist.cli.output.progress import watched
from flowmason_assist.cli.output.show import show, summarize
from flowmason_assist.cli.output.text import paint_for
from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.errors import InputError
from flowmason_assist.lint.load import all_rules

CLEAN = 0
FOUND = 1
COULD_NOT_RUN = 2

_STANDARD_INPUT_NAME = Path("<stdin>")


def run(options: CheckOptions, environment: Mapping[str, str]) -> int:
    """Check what the options name, print it, and give the exit code."""
    finder = ConfigurationFinder(environment, file=options.config, search=not options.isolated)
    collected = collect(options.paths or (Path(),), finder)
    jobs = _plan(collected.files, options, finder)
    results = list(watched(run_jobs(jobs, options.jobs), len(jobs)))

    reports = tuple(each for each in results if isinstance(each, Report))
    failures = [*collected.failures, *(each for each in results if isinstance(each, Failure))]
    if options.writes_files:
        failures += _write(reports)
    rules = {rule.code: rule for rule in all_rules()}
    outcome = Outcome(reports, tuple(failures), rules, Path.cwd(), paint_for(environment))
    show(outcome, options)
    summarize(outcome, options, collected.empty)
    return _exit_code(outcome, options)


def _plan(files: Iterable[Path], options: CheckOptions, finder: ConfigurationFinder) -> list[Job]:
    configurations: set[Configuration] = set()
    jobs: list[Job] = []
    for path in files:
        is_standard_input = path == STANDARD_INPUT
        shown = (options.stdin_filename or _STANDARD_INPUT_NAME) if is_standard_input else path
        content = sys.stdin.buffer.read(MAX_BYTES + 1) if is_standard_input else None
        configuration = options.narrowed(finder.for_file(shown))
        configurations.add(configuration)
        jobs.append(Job(shown, configuration.lint_settings(shown), options.fixes, content))
    for configuration in configurations:
        require_rules(configuration.rule_selectors, all_rules())
    return jobs


def _write(reports: Iterable[Report]) -> Iterator[Failure]:
    for report in reports:
        if report.original is None:
            continue
        try:
            write_file(Path(report.name), report.text)
        except InputError as error:
            yield Failure(report.name, str(error))


def _exit_code(outcome: Outcome, options: CheckOptions) -> int:
    if outcome.failures:
        return COULD_NOT_RUN
    would_change = options.diff and any(each.original is not None for each in outcome.reports)
    is_failing = any(finding.severity in FAILING for _, finding in outcome.findings)
    return FOUND if (is_failing or would_change) and not options.exit_zero else CLEAN
