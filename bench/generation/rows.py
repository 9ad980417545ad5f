"""One request each: what it deserves, what was made of it, and what of that is right."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bench.generation.behavior import Behavior, behavior
from bench.generation.makers import Made, Maker
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.engine.options import DryRunOptions, Reader
from flowmason_assist.engine.session import EngineSession
from training.example import Example

READERS: tuple[Reader, ...] = ("cli", "core")
_DEEDS = {
    "ok": "built",
    "needs_clarification": "asked back",
    "refused": "refused",
    "failed": "nothing found that holds",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One request; `runs` counts the readers of the engine in which what was made of it runs."""

    wanted: Plan
    made: Made
    behavior: Behavior
    runs: int

    @property
    def deserves(self) -> str:
        """Give the status that is right for the request."""
        if self.wanted.questions:
            return "needs_clarification"
        return "ok" if self.wanted.steps else "refused"

    @property
    def is_right(self) -> bool:
        """Whether people get what they asked for, or are rightly asked or refused."""
        if self.deserves == "ok":
            return self.behavior.is_faithful
        return self.made.status == self.deserves

    @property
    def faults(self) -> Iterator[str]:
        """Give the kinds of what is wrong."""
        if self.made.status != self.deserves:
            yield f"{_DEEDS[self.made.status]} instead of {_DEEDS[self.deserves]}"
        elif self.deserves == "ok":
            yield from self.behavior.faults
            if self.wanted.unmet and not self.made.has_unmet:
                yield "what cannot be done is not told"


def measured(example: Example, maker: Maker, session: EngineSession) -> Row:
    """Have a request answered, and judge the answer."""
    made = maker(example.request)
    runs = 0
    if made.document is not None:
        text = json.dumps(made.document)
        runs = sum(session.run(text, None, DryRunOptions(reader=each)).runs for each in READERS)
    return Row(example.plan, made, behavior(example.plan, made.document), runs)


def calibration_error(rows: list[Row], bins: int = 10) -> float | None:
    """Give the mean distance between confidence and success; None where nobody says how sure."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for row in rows:
        if row.made.confidence is not None:
            number = min(int(row.made.confidence * bins), bins - 1)
            held.setdefault(number, []).append((row.made.confidence, row.is_right))
    count = sum(map(len, held.values()))
    gaps = (
        abs(sum(sure for sure, _ in members) - sum(right for _, right in members))
        for members in held.values()
    )
    return sum(gaps) / count if count else None
