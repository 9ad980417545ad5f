"""Those who plan: FlowMason's own builder, two baselines without a model, the model, and all."""

import asyncio
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flowmason_studio_backend.services.nl_builder_service import NLBuilderService

from bench.nano.nearest import Nearest
from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.generate.generate import Job, planned
from flowmason_assist.assist.generate.generated import Proof
from flowmason_assist.assist.plan.plan import Plan, Step
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.grammar import grammar
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.planner import nano_prompt, read_nano
from flowmason_assist.assist.understand.understood import understand
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.llm.api import Dialect, Request, complete
from flowmason_assist.llm.drive import drive
from flowmason_assist.llm.models.choose import settings_for
from flowmason_assist.llm.models.shipped import shipped_model
from flowmason_assist.llm.providers.embedded import Embedded
from flowmason_assist.resources import folder
from training.example import authored

MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, or None if there is none, and how sure its author is, if he says so."""

    plan: Plan | None
    confidence: float | None = None


Answerer = Callable[[str], Answer]


@contextmanager
def running(path: Path) -> Iterator[tuple[Embedded, asyncio.Runner]]:
    """The model of a file in its worker, and what to run its answers with."""
    settings = replace(settings_for(shipped_model()), path=path, seal=None)
    model = Embedded("nano", settings, dialect=Dialect.NANO)
    with asyncio.Runner() as runner:
        yield model, runner
        runner.run(model.close())


def answerers(model: Embedded, runner: asyncio.Runner) -> Mapping[str, Answerer]:
    """All of them, by name; the last is what the product does."""
    return {
        "FlowMason's builder": builder(),
        "nearest written request": nearest(),
        "linear models and rules": rules,
        "flowmason-nano alone": nano(model, runner),
        "team, as shipped": team(model, runner),
    }


def builder() -> Answerer:
    """FlowMason's rules for natural language: components and their order, no settings."""
    service = NLBuilderService()

    def answer(request: str) -> Answer:
        pipeline = asyncio.run(service.generate_pipeline(request)).pipeline
        if pipeline is None:
            return Answer(None)
        names = (stage.component_type for stage in pipeline.stages)
        return Answer(
            Plan(steps=tuple(Step(component=name) for name in names if name in vocabulary()))
        )

    return answer


def nearest() -> Answerer:
    """The plan of the request that is most alike among those that were written for training."""
    known = Nearest(authored())
    return lambda request: Answer(known.plan(request))


def rules(request: str) -> Answer:
    """What the product plans without a language model."""
    return Answer(outline(understand(request)))


def nano(model: Embedded, runner: asyncio.Runner) -> Answerer:
    """The model without a draft, in its worker and held by a grammar."""

    def answer(request: str) -> Answer:
        understood = understand(request)
        asked = Request(
            "generate",
            (),
            raw=nano_prompt(understood),
            grammar=grammar(understood.slots),
            max_tokens=MOST_TOKENS,
        )
        reply = runner.run(complete(model, asked))
        mean = reply.logprob or 0.0
        certainty = math.exp(mean * reply.usage.completion_tokens)
        return Answer(read_nano(understood, reply.text), certainty)

    return answer


def team(model: Embedded, runner: asyncio.Runner) -> Answerer:
    """What the product does, but for running what it makes."""
    catalogue = load_catalogue(folder("schemas"))
    job = Job(lambda plan, wish: compile_plan(plan, catalogue, wish), lambda _: Proof(0))

    def answer(request: str) -> Answer:
        made = runner.run(drive(planned(request, job), model))
        return Answer(made.plan, made.confidence)

    return answer
