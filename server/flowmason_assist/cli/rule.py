"""`rule`: what a rule is about, with an example and what to write instead."""

import os

import click

from flowmason_assist.cli.checking.selectors import unknown_rule
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import paint_for, write_document, write_json
from flowmason_assist.errors import NoResult
from flowmason_assist.lint.load import LoadedRule, all_rules, find_rule

_EPILOG = """
\b
Examples:
  flowmason-assist rule FM301
  flowmason-assist rule unknown-stage
  flowmason-assist rule --all --output-format json > rules.json
"""


@click.command(epilog=_EPILOG)
@click.argument("rule", required=False, metavar="CODE")
@click.option("--all", "wants_all", is_flag=True, help="Print the documentation of every rule.")
@format_option("Markdown for people, or JSON.")
def command(rule: str | None, output_format: Format, *, wants_all: bool) -> None:
    """
    Print the documentation of a rule.

    CODE is a rule's code or its name.
    """
    if wants_all == (rule is not None):
        raise click.UsageError("name a rule, or give --all")
    found = all_rules() if rule is None else tuple(filter(None, [find_rule(rule)]))
    if not found:
        raise NoResult(unknown_rule(str(rule), all_rules()))
    described = [_describe(each) for each in found]
    if output_format == "json":
        write_json(described if wants_all else described[0])
    else:
        _print_markdown("\n".join(_page(each) for each in found))


def _print_markdown(markdown: str) -> None:
    if not paint_for(os.environ).is_on:
        write_document(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(force_terminal=True).print(Markdown(markdown))


def _page(rule: LoadedRule) -> str:
    return f"# {rule.name} ({rule.code})\n\nSeverity: {rule.severity}\n\n{rule.documentation}\n"


def _describe(rule: LoadedRule) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "summary": rule.summary,
        "documentation": rule.documentation,
        "docs": f"docs/{rule.docs}",
    }
