"""`edge`: small payloads in, JSON out: summaries, labels, branches and anomalies."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from flowmason_assist.assist.edge import texts
from flowmason_assist.assist.edge.anomalies import anomalies
from flowmason_assist.assist.edge.examples import learn
from flowmason_assist.cli.asking.desk import run_task
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.output.text import write_json
from flowmason_assist.cli.sources.examples import read_examples
from flowmason_assist.engine.json_value import Json
from flowmason_assist.errors import InputError
from flowmason_assist.llm.api import Task
from flowmason_assist.routing.asked import Origin, Piece
from flowmason_assist.routing.route import local_route

T = TypeVar("T")
_MOST_BYTES = 64 * 1024
_EXAMPLES = click.option(
    "--examples",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help='Learn from JSON Lines of {"label": …, "text": …}.',
)
_ABSTAIN = click.option(
    "--sure",
    type=click.FloatRange(0, 1),
    default=texts.SURE,
    show_default=True,
    help="Choose nothing when less sure than this.",
)


@click.group()
def command() -> None:
    """
    Work on small payloads, as on an edge device: fast, offline, always the same.

    The payload, JSON or text of at most 64 KiB, comes on standard input.
    """


@command.command()
@click.option("--sentences", type=click.IntRange(1, 5), default=2, show_default=True)
@model_options
def summarize(sentences: int, model_options: ModelOptions) -> None:
    """Give the sentences that say most."""
    text = texts.text_of(_payload())
    summary, route = _run(texts.summarize(text, sentences), text, model_options)
    write_json({"summary": summary, "route": route})


@command.command()
@click.option("--label", "labels", multiple=True, help="A label; give several.")
@_EXAMPLES
@_ABSTAIN
@model_options
def classify(
    labels: tuple[str, ...], examples: Path | None, sure: float, model_options: ModelOptions
) -> None:
    """Choose a label for the payload; null when not sure enough."""
    found, route = _chosen(labels, examples, sure, model_options, "--label")
    write_json({"label": found.name, "scores": dict(found.scores), "route": route})


@command.command()
@click.option("--branch", "branches", multiple=True, help="A branch; give several.")
@_EXAMPLES
@_ABSTAIN
@model_options
def route(
    branches: tuple[str, ...], examples: Path | None, sure: float, model_options: ModelOptions
) -> None:
    """Choose the branch that the payload goes to; null when not sure enough."""
    found, taken = _chosen(branches, examples, sure, model_options, "--branch")
    write_json({"branch": found.name, "scores": dict(found.scores), "route": taken})


@command.command()
def anomaly() -> None:
    """Find what stands out in a list of numbers or records, by robust statistics."""
    found = [asdict(each) for each in anomalies(_payload())]
    write_json({"anomalies": found, "route": local_route("edge").as_json()})


def _chosen(
    names: Sequence[str], file: Path | None, sure: float, options: ModelOptions, option: str
) -> tuple[texts.Chosen, dict[str, Any]]:
    examples = read_examples(file) if file else []
    names = list(dict.fromkeys((*names, *(each.label for each in examples))))
    if len(names) < 2:  # noqa: PLR2004 - one is no choice.
        raise click.UsageError(f"there is nothing to choose: give {option} twice, or --examples")
    text = texts.text_of(_payload())
    learned = learn(names, examples) if examples else None
    shown = "\n".join((text, *(each.text for each in examples)))
    return _run(texts.classify(text, names, sure, learned), shown, options)


def _payload() -> Json:
    content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise InputError("the payload is larger than 64 KiB; edge jobs are for small ones")
    text = content.decode("utf-8", "replace")
    if not text.strip():
        raise InputError("there is no payload on standard input")
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _run(task: Task[T], text: str, options: ModelOptions) -> tuple[T, dict[str, Any]]:
    pieces = (Piece(Origin.INPUT, text),)
    answered = run_task(task, options.asked("edge", pieces=pieces))
    if answered.value is None:
        raise InputError(answered.error or "no answer could be had")
    return answered.value, answered.route.as_json()
