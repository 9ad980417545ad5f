"""How fast a model is on this machine."""

import time
from dataclasses import asdict, dataclass, replace

from flowmason_assist.llm.api import Message, Model, Request

_TOKENS = 128
_REQUEST = Request(
    task="measure",
    messages=(Message("user", "Write down the names of as many colors as you can."),),
    raw="<plan><C1> write<S1> down the names<S2> of as many colors<S3> as you can<do>",
    # A model may end at once; any tokens will do. Our own follows the grammar, others the schema.
    grammar=f'start: ("<C1>" | "<S1>" | "<S2>" | "<S3>"){{{_TOKENS}}}',
    schema={"type": "string", "minLength": 4 * _TOKENS},
    max_tokens=_TOKENS,
)


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds from nothing to the first token, and from a warm process; tokens a second."""

    start_ms: float
    first_token_ms: float
    tokens_per_second: float

    def to_json(self) -> dict[str, float]:
        """Give the numbers, rounded."""
        return {name: round(value, 1) for name, value in asdict(self).items()}


async def measure(model: Model) -> Speed:
    """Ask a model that is not running twice; raises `ModelError`."""
    try:
        start, _, _ = await _ask(model, _REQUEST)
        first, rest, tokens = await _ask(model, replace(_REQUEST, task="measure-again"))
    finally:
        await model.close()
    return Speed(start, first, (tokens - 1) / (rest / 1000) if rest else 0.0)


async def _ask(model: Model, request: Request) -> tuple[float, float, int]:
    """Give the milliseconds to the first text and from there to the end, and the tokens."""
    started = time.perf_counter()
    first = 0.0
    tokens = 0
    async for chunk in model.stream(request):
        first = first or time.perf_counter()
        tokens = chunk.usage.completion_tokens if chunk.usage else tokens
    return (first - started) * 1000, (time.perf_counter() - first) * 1000, tokens
