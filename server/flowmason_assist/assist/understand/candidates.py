"""Which components a request and its clauses are likely to ask for, and whether to build at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.doubts import questions_in, refusal_in
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.features import of_clause, of_request
from flowmason_assist.assist.understand.weights import Linear

SIGN = 0.9  # How sure a sign is; nineteen of twenty are right.


@dataclass(frozen=True, slots=True)
class Candidates:
    """
    What a linear classifier makes of a request, in probabilities.

    `clauses` holds, for each clause, components, fixed words of their settings such as
    `summarizer.style=bullets`, and `unmet`; `scope` holds `ask:…` and `refuse:…`.
    """

    clauses: tuple[Mapping[str, float], ...]
    scope: Mapping[str, float]

    def components(self) -> dict[str, float]:
        """How likely each component is to be asked for anywhere in the request."""
        return {
            name: max((clause.get(name, 0.0) for clause in self.clauses), default=0.0)
            for name in vocabulary()
        }


def candidates(slots: Slots, models: Mapping[str, Linear]) -> Candidates:
    """Classify a request and its clauses."""
    if not models:
        return Candidates(tuple({} for _ in slots.starts), {})
    clauses = tuple(
        models["clause"].probabilities(of_clause(slots, clause))
        for clause in range(len(slots.starts))
    )
    scope = models["scope"].probabilities(of_request(slots))
    known = {name: scope[name] for name in scope if name != "plan"}
    return Candidates(clauses, known | dict(_signs(slots)))


def _signs(slots: Slots) -> Iterator[tuple[str, float]]:
    """What the words of a request say about its scope."""
    refusal = refusal_in(slots)
    if refusal is not None:
        yield f"refuse:{refusal}", SIGN
    yield from ((f"ask:{question}", SIGN) for question in questions_in(slots))
