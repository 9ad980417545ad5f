"""Those who plan: FlowMason's own builder, our rules without a model, and the nano model."""

import asyncio
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import llama_cpp
import numpy as np
from flowmason_studio_backend.services.nl_builder_service import NLBuilderService

from flowmason_assist.assist.plan.plan import Plan, Step
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import prompt
from flowmason_assist.assist.understand.slots import from_slots
from flowmason_assist.assist.understand.target import read

MOST_TOKENS = 400


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
        names = [stage.component_type for stage in pipeline.stages] if pipeline else []
        known = (name for name in names if name in vocabulary())
        return Answer(Plan(steps=tuple(Step(component=name) for name in known)))

    return answer


def nano(path: Path) -> Answerer:
    """The model alone: its likeliest tokens, without a grammar."""
    model = llama_cpp.Llama(str(path), n_ctx=2048, n_threads=2, verbose=False)

    def answer(request: str) -> Answer:
        slots = extract(request)
        reply, logprob = likeliest(model, prompt(slots))
        pointed = read(reply)
        plan = from_slots(pointed.plan, slots)[0] if pointed else None
        return Answer(plan, math.exp(logprob))

    return answer


def likeliest(model: llama_cpp.Llama, text: str) -> tuple[str, float]:
    """The reply of likeliest tokens, and the logarithm of its probability."""
    tokens = model.tokenize(text.encode(), add_bos=False)
    model.n_tokens = 0  # Nothing of the prompt before counts.
    model.eval(tokens)
    reply: list[int] = []
    logprob = 0.0
    while len(reply) < MOST_TOKENS:
        scores = np.asarray(model.scores[model.n_tokens - 1], np.float64)
        token = int(scores.argmax())
        logprob -= float(np.logaddexp.reduce(scores - scores[token]))
        if token == model.token_eos():
            break
        reply.append(token)
        model.eval([token])
    return model.detokenize(reply).decode(errors="replace"), logprob


def answerers(path: Path) -> Mapping[str, Answerer]:
    """All of them, by name."""
    return {"FlowMason's builder": builder(), "nano": nano(path)}
