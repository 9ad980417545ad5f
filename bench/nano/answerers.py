"""Those who plan: FlowMason's own builder, our classifier without a model, and the nano model."""

import asyncio
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flowmason_studio_backend.services.nl_builder_service import NLBuilderService

from flowmason_assist.assist.plan.plan import Plan, Step
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.grammar import grammar
from flowmason_assist.assist.understand.planner import nano_prompt, read_nano
from flowmason_assist.assist.understand.understood import understand
from flowmason_assist.llm.api import Dialect, Request, complete
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.providers.embedded import Embedded

LIKELY = 0.5
MOST_TOKENS = 400
MEMORY = 512 << 20
CONTEXT = 2048


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, or None if there is none, and how sure its author is, if he says so."""

    plan: Plan | None
    confidence: float | None = None


Answerer = Callable[[str], Answer]


def builder() -> Answerer:
    """FlowMason's rules for natural language: components and their order, no settings."""
    service = NLBuilderService()

    def answer(request: str) -> Answer:
        pipeline = asyncio.run(service.generate_pipeline(request)).pipeline
        return (
            _bare(stage.component_type for stage in pipeline.stages) if pipeline else Answer(None)
        )

    return answer


def classifier(request: str) -> Answer:
    """The linear classifier alone: which components are likely, clause by clause."""
    chances = understand(request).candidates.clauses
    likely = (name for clause in chances for name, chance in clause.items() if chance >= LIKELY)
    return _bare(likely)


@contextmanager
def nano(path: Path, *, free: bool = False) -> Iterator[Answerer]:
    """The model as the product runs it, in its worker and held by a grammar, or `free` of it."""
    settings = WorkerSettings(path, context=CONTEXT, threads=2, memory=MEMORY)
    model = Embedded("nano", settings, dialect=Dialect.NANO)

    with asyncio.Runner() as runner:

        def answer(request: str) -> Answer:
            understood = understand(request)
            asked = Request(
                "generate",
                (),
                raw=nano_prompt(understood),
                grammar=None if free else grammar(understood.slots),
                max_tokens=MOST_TOKENS,
            )
            reply = runner.run(complete(model, asked))
            plan = read_nano(understood, reply.text)
            mean = reply.logprob or 0.0
            return Answer(plan, math.exp(mean * reply.usage.completion_tokens))

        yield answer
        runner.run(model.close())


def _bare(names: Iterator[str]) -> Answer:
    """A plan that names components, and says no more."""
    return Answer(Plan(steps=tuple(Step(component=name) for name in names if name in vocabulary())))


@contextmanager
def answerers(path: Path) -> Iterator[Mapping[str, Answerer]]:
    """All of them, by name; the nano model is the last."""
    with nano(path) as model:
        yield {
            "FlowMason's builder": builder(),
            "our classifier": classifier,
            "flowmason-nano": model,
        }
