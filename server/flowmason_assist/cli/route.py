"""`route`: which model would answer, and why, without asking any."""

import os
import re
from pathlib import Path
from typing import Any

import click

from flowmason_assist.cli.asking.desk import desk_for
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import Color, Paint, paint_for, write_json, write_text
from flowmason_assist.cli.sources.given import read_source
from flowmason_assist.routing.asked import Origin, Piece
from flowmason_assist.routing.decide import Decision
from flowmason_assist.routing.explain import contributions
from flowmason_assist.routing.route import Tier

REFUSED = 1

_EPILOG = """
\b
Examples:
  flowmason-assist route "summarize each review in the list"
  flowmason-assist route "why does it fail" --file main.pipeline.json --task debug --explain
  flowmason-assist route "design a data platform" --tier cloud --output-format json

\b
Exit codes:
  0  somebody may answer
  1  the request is refused; the reason is shown
  2  could not run
"""
_QUESTION = re.compile(
    r"\?\s*$|^\s*(?:how|what|why|when|where|which|who|is|are|can|does|do|may|should)\b",
    re.IGNORECASE,
)


@click.command(epilog=_EPILOG)
@click.argument("text")
@click.option(
    "--file",
    type=click.Path(allow_dash=True, path_type=Path),
    help="The pipeline that the request is about.",
)
@click.option(
    "--task", help="The job: ask, generate, explain, debug, suggest, scaffold, edge.  [guessed]"
)
@click.option("--explain", is_flag=True, help="Show what each feature adds to the decision.")
@model_options
@format_option("For people, or JSON.")
def command(
    text: str,
    file: Path | None,
    task: str | None,
    output_format: Format,
    model_options: ModelOptions,
    *,
    explain: bool,
) -> None:
    """
    Show which model would answer a request, and why.

    No model is asked, nothing is sent, and nothing is written into the log.
    """
    pieces = (Piece(Origin.PIPELINE, read_source(file)),) if file else ()
    asked = model_options.asked(task or guessed_task(text), text, pieces=pieces, path=file)
    decision = desk_for(file).decide(asked)
    if output_format == "json":
        extra = {"explanation": contributions(decision)} if explain else {}
        write_json({**decision.route.as_json(), **extra})
    else:
        write_text(_shown(decision, paint_for(os.environ), explain=explain))
    if decision.route.tier is Tier.REFUSED:
        click.echo(f"flowmason-assist: {decision.route.reasons[0]}", err=True)
        click.get_current_context().exit(REFUSED)


def guessed_task(text: str) -> str:
    """Give the job that a request is probably for."""
    return "ask" if _QUESTION.search(text) else "generate"


def _shown(decision: Decision, paint: Paint, *, explain: bool) -> str:
    route = decision.route
    color = {Tier.CLOUD: Color.YELLOW, Tier.REFUSED: Color.RED}.get(route.tier, Color.GREEN)
    measures = (
        f"task {route.task}",
        str(route.sensitivity.level),
        f"complexity {route.complexity:.2f}",
        f"ambiguity {route.ambiguity:.2f}",
        f"{route.context_tokens} tokens",
    )
    lines = [
        f"{paint(str(route.tier), color, bold=True)} {route.model or ''}".rstrip(),
        *(f"  {reason}" for reason in route.reasons),
        f"  {', '.join(measures)}",
    ]
    if route.consent_required:
        lines.append("  you will see what is sent, and are asked before it leaves")
    if route.estimated_cost_usd:
        lines.append(f"  about ${route.estimated_cost_usd:.4f}")
    if explain:
        lines += _explained(contributions(decision))
    return "\n".join(lines) + "\n"


def _explained(explanation: dict[str, Any]) -> list[str]:
    terms = sorted(explanation["terms"], key=lambda term: -abs(term["adds"]))
    summary = (
        f"need {explanation['need']:.3f}",
        f"threshold {explanation['threshold']:.2f}",
        f"learned from {explanation['outcomes']} outcomes",
    )
    return [
        "",
        "  feature      value   weight     adds (to the log-odds of a larger model)",
        *map(_term, terms),
        f"  {', '.join(summary)}",
    ]


def _term(term: dict[str, Any]) -> str:
    product = f"{term['value']:>5.2f} x {term['weight']:>6.2f} = {term['adds']:>6.2f}"
    return f"  {term['feature']:<12} {product}"
