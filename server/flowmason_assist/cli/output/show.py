"""Puts the outcome of a check where it belongs: standard output, and a word on the other one."""

import importlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import click

from flowmason_assist.cli.checking.options import TEXT_FORMATS, CheckOptions
from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.text import counted, write_document, write_text
from flowmason_assist.lint.rule import Applicability, Severity
from flowmason_assist.text.printable import printable

_PACKAGE = "flowmason_assist.cli.output"
_MODULES = {"json": "json_array"}


def show(outcome: Outcome, options: CheckOptions) -> None:
    """Print the findings in the format that was asked for."""
    if options.prints_fixed_text:
        for report in outcome.reports:
            write_document(report.text)
        click.echo(_render(outcome, options), err=True, nl=False)
    elif options.diff or options.output_format not in TEXT_FORMATS:
        write_document(_render(outcome, options))
    else:
        write_text(_render(outcome, options))


def summarize(outcome: Outcome, options: CheckOptions, empty: Iterable[Path]) -> None:
    """Say on standard error what could not be checked and, to people, how it went."""
    for failure in outcome.failures:
        click.echo(f"flowmason-assist: {printable(failure.message)}", err=True)
    for folder in empty:
        message = f'no *.pipeline.json file is in "{folder}"'
        click.echo(f"flowmason-assist: {printable(message)}", err=True)
    if options.output_format in TEXT_FORMATS:
        for line in _summary(outcome, options):
            click.echo(line, err=True)


def _render(outcome: Outcome, options: CheckOptions) -> str:
    if options.statistics:
        from flowmason_assist.cli.output import counts

        is_json = options.output_format == "json"
        return counts.render_json(outcome) if is_json else counts.render(outcome)
    name = "diff" if options.diff else _MODULES.get(options.output_format, options.output_format)
    return cast("str", importlib.import_module(f"{_PACKAGE}.{name}").render(outcome))


def _summary(outcome: Outcome, options: CheckOptions) -> Iterator[str]:
    files = counted(len(outcome.reports), "file")
    fixed = sum(len(report.fixed) for report in outcome.reports)
    changed = sum(report.original is not None for report in outcome.reports)
    severities = Counter(finding.severity for _, finding in outcome.findings)
    if fixed:
        verb = "would mend" if options.diff else "mended"
        yield f"{verb} {counted(fixed, 'problem')} in {counted(changed, 'file')}"
    if severities:
        listed = ", ".join(_many(each, severities[each]) for each in Severity if severities[each])
        affected = sum(bool(report.findings) for report in outcome.reports)
        yield f"{listed}{' left' if fixed else ''} in {affected:,} of {files}"
        yield from _offers(outcome, options)
    elif outcome.reports:
        yield f"no {'more ' if fixed else ''}problems in {files}"


def _many(severity: Severity, count: int) -> str:
    return f"{count:,} info" if severity is Severity.INFO else counted(count, severity)


def _offers(outcome: Outcome, options: CheckOptions) -> Iterator[str]:
    fixes = Counter(finding.fix.applicability for _, finding in outcome.findings if finding.fix)
    safe, unsafe = fixes[Applicability.SAFE], fixes[Applicability.UNSAFE]
    if options.fixes is None and safe:
        yield f"[*] --fix mends {counted(safe, 'problem')}"
    if options.fixes is not Applicability.UNSAFE and unsafe:
        yield f"[*] --unsafe-fixes mends {counted(unsafe, 'problem')} by a guess"
