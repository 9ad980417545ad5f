"""
Measures what models on this machine cost.

python -m bench.llm            the report, into docs/performance-llm.md
python -m bench.llm --quick    fewer runs, printed only
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.llm import inside, outside
from bench.llm.inside import Bare, Bench, Endless
from bench.llm.large_model import write_large_model
from bench.llm.report import Row, at_least, at_most, document, late, middle, ratio, shown
from bench.llm.samples import planned, requests
from flowmason_assist.llm.api import Dialect, Message, Request
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.models.choose import settings_for
from flowmason_assist.llm.models.shipped import shipped_model
from flowmason_assist.process.priority import lower_priority

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance-llm.md"
OURS = "our model"
LARGE = "large vocabulary"
PROMPT = "Describe this order as JSON, in few words:"
FREE = Request("free", (Message("user", PROMPT),), raw=PROMPT, max_tokens=200)
# Each about 2,000 tokens: most words are one token for our model, and three for the other.
OUR_WORDS = 1_680
LARGE_WORDS = 660
ENDLESS = Request(
    "plan",
    (),
    raw="<plan><C1> go on<do>",
    grammar='start: ("<C1>" | "<C2>"){9999}',
    max_tokens=9999,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each thing is measured."""

    requests: int
    rounds: int
    cancellations: int


THOROUGH = Plan(requests=40, rounds=6, cancellations=40)
QUICK = Plan(requests=12, rounds=2, cancellations=10)


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(prog="python -m bench.llm", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, printed only")
    arguments = parser.parse_args()
    plan = QUICK if arguments.quick else THOROUGH
    settings = settings_for(shipped_model())
    lower_priority()  # As the worker does, or what is beside it would get more of the machine.
    with tempfile.TemporaryDirectory() as directory:
        large = Path(directory) / "large.gguf"
        write_large_model(large)
        rows = [
            *asyncio.run(_ours(settings, plan)),
            *asyncio.run(_large(outside.settings_at(settings, large), plan)),
            *_decoding(settings, large, plan),
        ]
    text = document(rows, settings.path.stat().st_size)
    print(text)
    if not arguments.quick:
        DOCUMENT.write_text(text, encoding="utf-8", newline="\n")


async def _ours(settings: WorkerSettings, plan: Plan) -> list[Row]:
    """Measure our own model through its process."""
    texts = requests(plan.requests)
    samples = [planned(text) for text in texts]
    model = outside.opened(settings, Dialect.NANO)
    bare = Bare(settings.path, settings.context, settings.threads)
    try:
        load = outside.load_seconds(settings, plan.rounds)
        first = await outside.first_seconds(model, samples)
        plans = await outside.plan_seconds(model, texts)
        free = [Request("free", (), raw=sample.prompt, max_tokens=200) for sample in samples]
        beside = await outside.beside_bare(model, bare, free)
        prefix = await outside.prefix_seconds(model, OUR_WORDS, plan.rounds)
        canceled = await outside.cancel_seconds(model, ENDLESS, plan.cancellations)
        restarted = await outside.restart_seconds(model, samples[0].request(), plan.rounds)
    finally:
        await model.close()
    return [
        at_most(f"{OURS}: checked by its hash and loaded", middle(load), 0.05),
        at_most(f"{OURS}: first text of an answer, warm", middle(first), 0.06),
        at_most(f"{OURS}: from a request to its plan", middle(plans), 0.1),
        Row(f"{OURS}: from a request to its plan, 95 %", shown(late(plans))),
        _rate(beside),
        _beside(OURS, beside),
        _reuse(OURS, prefix),
        at_most("from a cancellation to a free process, 95 %", late(canceled), 0.05),
        at_most("from kill -9 to the next answer, 95 %", late(restarted), 3.0),
    ]


async def _large(settings: WorkerSettings, plan: Plan) -> list[Row]:
    """Measure the model with the large vocabulary through its process."""
    model = outside.opened(settings, Dialect.CHAT)
    bare = Bare(settings.path, settings.context, settings.threads)
    asked = [
        Request("free", (Message("user", f"{PROMPT} {number}"),), max_tokens=200)
        for number in range(plan.rounds * 2)
    ]
    try:
        beside = await outside.beside_bare(model, bare, asked)
        prefix = await outside.prefix_seconds(model, LARGE_WORDS, plan.rounds)
    finally:
        await model.close()
    return [_beside(LARGE, beside), _reuse(LARGE, prefix)]


def _decoding(settings: WorkerSettings, large: Path, plan: Plan) -> Iterator[Row]:
    """Measure grammars where the tokens are chosen."""
    samples = [planned(text) for text in requests(plan.requests)]
    ours = Bench(settings.path, settings.context, settings.threads)
    held, free, prepared = inside.grammar_cost(ours, samples, max(1, plan.rounds // 4))
    yield from _raw(OURS, settings.path, settings, plan.rounds)
    yield from _raw(LARGE, large, settings, plan.rounds)
    yield ratio(f"{OURS}: a token with the grammar of its plan", held / free, 1.3)
    yield Row(f"{OURS}: preparing that grammar", shown(prepared))
    fits = [*inside.plan_fits(ours, samples), *inside.schema_fits(ours, PROMPT, plan.rounds)]
    yield _fits(OURS, fits)
    random_one = Bench(large, 4096, settings.threads)
    held, free, prepared = inside.schema_cost(random_one, PROMPT, plan.rounds)
    yield ratio(f"{LARGE}: a token with a JSON schema", held / free, 1.3)
    yield Row(f"{LARGE}: preparing the schema", shown(prepared))
    yield Row(f"{LARGE}: preparing the vocabulary, once", shown(random_one.tokenizer_seconds))
    yield _fits(LARGE, list(inside.schema_fits(random_one, PROMPT, plan.rounds)))


def _rate(beside: list[tuple[float, float, int]]) -> Row:
    rates = [tokens / ours for ours, _, tokens in beside]
    return Row(f"{OURS}: tokens a second of whole short answers", f"{middle(rates):,.0f}")


def _beside(name: str, beside: list[tuple[float, float, int]]) -> Row:
    shares = [bare / ours for ours, bare, _ in beside]
    what = f"{name}: whole answers through the process, beside llama-cpp-python's loop in its own"
    return Row(what, f"{middle(shares):.2f}")


def _raw(name: str, path: Path, settings: WorkerSettings, rounds: int) -> Iterator[Row]:
    endless = Bench(path, settings.context, settings.threads, Endless)
    bare = Bare(path, settings.context, settings.threads)
    speeds = inside.raw_speeds(endless, bare, PROMPT, rounds)
    ours = middle([row[0] for row in speeds])
    if name == OURS:
        yield at_least(f"{name}: tokens a second", ours, 500)
    what = f"{name}: speed beside llama-cpp-python's own loop"
    yield at_least(what, middle([our / its for our, its in speeds]), 0.9)


def _reuse(name: str, prefix: list[tuple[float, float]]) -> Row:
    cold, warm = (middle([row[column] for row in prefix]) for column in (0, 1))
    what = f"{name}: second request with 2,000 known tokens ({shown(cold)}, then {shown(warm)})"
    return at_least(what, cold / warm, 10, " times sooner")


def _fits(name: str, fits: list[bool]) -> Row:
    what = f"{name}: finished replies that fit, of {len(fits)}"
    return at_least(what, 100 * sum(fits) / max(1, len(fits)), 100, " %")


if __name__ == "__main__":
    main()
