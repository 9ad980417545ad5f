"""Those who make pipelines from words: FlowMason's builder, our rules, and our small model."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flowmason_studio_backend.services.nl_builder_service import NLBuilderService

from flowmason_assist.assist.generate.generate import generate
from flowmason_assist.assist.generate.generated import Generated
from flowmason_assist.assist.generate.prove import Prover
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.asking.desk import desk_for
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.llm.drive import run_without_model
from flowmason_assist.resources import folder
from flowmason_assist.routing.answer import answer
from flowmason_assist.routing.asked import Asked


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one request; `confidence` is what its maker thinks of it, from 0 to 1."""

    status: str
    document: dict[str, Any] | None
    seconds: float
    has_unmet: bool = False
    confidence: float | None = None


Maker = Callable[[str], Made]


@contextmanager
def makers(session: EngineSession) -> Iterator[Mapping[str, Maker]]:
    """Give all of them by name; the last is what people get without any settings."""
    catalogue = load_catalogue(folder("schemas"))
    prover = Prover(catalogue, session, None)
    with asyncio.Runner() as runner:
        desk = desk_for(None)

        def with_model(request: str) -> Made:
            task = generate(request, catalogue, prover)
            return _timed(lambda: runner.run(answer(task, Asked("generate", request), desk)).value)

        def without(request: str) -> Made:
            return _timed(lambda: run_without_model(generate(request, catalogue, prover)))

        yield {
            "FlowMason's builder": builder,
            "our rules alone": without,
            "with the small model": with_model,
        }
        runner.run(desk.close())


def builder(request: str) -> Made:
    """
    Make a pipeline with the builder of FlowMason's Studio.

    As its own server sends pipelines, but without empty keys, which its own readers refuse, and
    with the id that one of them wants.
    """
    started = time.perf_counter()
    pipeline = asyncio.run(NLBuilderService().generate_pipeline(request)).pipeline
    seconds = time.perf_counter() - started
    if pipeline is None:
        return Made("failed", None, seconds)
    document = {"id": "built", **pipeline.model_dump(mode="json", exclude_none=True)}
    return Made("ok", document, seconds)


def _timed(job: Callable[[], Generated | None]) -> Made:
    started = time.perf_counter()
    found = job()
    seconds = time.perf_counter() - started
    if found is None:
        return Made("failed", None, seconds)
    document = json.loads(found.pipeline) if found.pipeline else None
    return Made(str(found.status), document, seconds, bool(found.unmet), found.confidence)
