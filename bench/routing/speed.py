"""How long a decision takes for a large pipeline."""

import time
from dataclasses import dataclass

from bench.speed.pipelines import pipeline_text
from flowmason_assist.routing.asked import Asked, Origin, Piece
from flowmason_assist.routing.decide import Circumstances, decide
from flowmason_assist.routing.policy import Policy

STAGES = 200
DECISIONS = 200


@dataclass(frozen=True)
class Speed:
    """
    Milliseconds of processor time for decisions about pipelines of some characters.

    No two of them are the same. A decision waits for nothing, so other work on the machine is
    left out.
    """

    characters: int
    median: float
    p95: float


def speed() -> Speed:
    """Time decisions, each about a text that was not seen before."""
    texts = [pipeline_text(STAGES, seed) for seed in range(DECISIONS + 1)]
    times = sorted(_timed(text) for text in texts[1:]) if _timed(texts[0]) else []
    return Speed(len(texts[0]), times[len(times) // 2], times[int(0.95 * len(times))])


def _timed(text: str) -> float:
    asked = Asked("debug", "why does the summary come out empty?", (Piece(Origin.PIPELINE, text),))
    start = time.process_time()
    decide(asked, Policy(), Circumstances())
    return 1000 * (time.process_time() - start)
