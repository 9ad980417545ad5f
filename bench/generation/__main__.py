"""Measure pipelines on requests that nobody learnt from: `python -m bench.generation`."""

import argparse
import asyncio
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.generation.behavior import Behavior, behavior
from flowmason_assist.assist.generate.generate import generate
from flowmason_assist.assist.generate.prove import Prover
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.asking.desk import desk_for
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.llm.drive import run_without_model
from flowmason_assist.resources import folder
from flowmason_assist.routing.answer import answer
from flowmason_assist.routing.asked import Asked
from training.example import Example, authored

HELD_OUT = Path(__file__).parents[1] / "nano" / "heldout"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one request."""

    status: str
    document: dict[str, Any] | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One request that deserves this plan, what was made of it, and what of that is right."""

    wanted: Plan
    made: Made
    behavior: Behavior
    runs: bool


Maker = Callable[[str], Made]


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.generation", description=__doc__)
    parser.add_argument("--requests", type=Path, default=HELD_OUT)
    parser.add_argument("--most", type=int, default=200, help="how many requests, by chance")
    parser.add_argument("--failures", action="store_true", help="show what was not faithful")
    arguments = parser.parse_args()
    examples = list(authored(arguments.requests))
    random.Random(0).shuffle(examples)
    catalogue = load_catalogue(folder("schemas"))
    print(HEAD)
    with EngineSession() as session, asyncio.Runner() as runner:
        prover = Prover(catalogue, session, None)
        desk = desk_for(None)

        def with_model(request: str) -> Made:
            task = generate(request, catalogue, prover)
            return _made(lambda: runner.run(answer(task, Asked("generate", request), desk)).value)

        def without(request: str) -> Made:
            return _made(lambda: run_without_model(generate(request, catalogue, prover)))

        makers: dict[str, Maker] = {
            "FlowMason's builder": _builder,
            "our rules alone": without,
            "with the small model": with_model,
        }
        for name, maker in makers.items():
            rows = [_row(each, maker, prover) for each in examples[: arguments.most]]
            print(_line(name, rows))
            if arguments.failures:
                print(*_failures(examples, rows), sep="\n")
        runner.run(desk.close())


HEAD = (
    "| | offered | of these sound and running | all asked for is there | and wired "
    "| and faithful | rightly asked or refused | median | p95 |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def _line(name: str, rows: Sequence[Row]) -> str:
    plain = [row for row in rows if row.wanted.steps and not row.wanted.questions]
    others = [row for row in rows if row not in plain]
    offered = [row for row in rows if row.made.document is not None]
    seconds = sorted(row.made.seconds for row in rows)
    return " | ".join(
        (
            f"| {name}",
            f"{len(offered)}",
            _share([row.runs for row in offered]),
            _share([row.behavior.has_all for row in plain]),
            _share([row.behavior.is_wired for row in plain]),
            _share([row.behavior.is_faithful for row in plain]),
            _share([row.made.status == _deserved(row.wanted) for row in others]),
            f"{statistics.median(seconds):.2f} s",
            f"{seconds[int(0.95 * (len(seconds) - 1))]:.2f} s |",
        )
    )


def _deserved(wanted: Plan) -> str:
    return "needs_clarification" if wanted.questions else "refused"


def _share(flags: Sequence[bool]) -> str:
    return f"{100 * sum(flags) / len(flags):.0f} %" if flags else "–"


def _row(example: Example, maker: Maker, prover: Prover) -> Row:
    made = maker(example.request)
    runs = made.document is not None and prover(json.dumps(made.document)).holds
    return Row(example.plan, made, behavior(example.plan, made.document), runs)


def _made(job: Callable[[], Any]) -> Made:
    started = time.perf_counter()
    found = job()
    seconds = time.perf_counter() - started
    document = json.loads(found.pipeline) if found is not None and found.pipeline else None
    return Made(str(found.status) if found is not None else "failed", document, seconds)


def _builder(request: str) -> Made:
    from flowmason_studio_backend.services.nl_builder_service import NLBuilderService

    started = time.perf_counter()
    pipeline = asyncio.run(NLBuilderService().generate_pipeline(request)).pipeline
    document = pipeline.model_dump(mode="json") if pipeline else None
    return Made("ok" if document else "failed", document, time.perf_counter() - started)


def _failures(examples: Sequence[Example], rows: Sequence[Row]) -> list[str]:
    return [
        f"- {row.made.status}: {example.request!r}"
        for example, row in zip(examples, rows, strict=False)
        if not row.behavior.is_faithful and row.wanted.steps
    ]


if __name__ == "__main__":
    main()
