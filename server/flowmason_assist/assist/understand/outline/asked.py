"""Which components each clause of a request asks for."""

from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.features import shown
from flowmason_assist.assist.understand.outline.demands import add_demanded
from flowmason_assist.assist.understand.outline.parts import add_of_parts
from flowmason_assist.assist.understand.understood import Understood
from flowmason_assist.assist.understand.words import word_set

# What a component must reach in its likeliest clause, and in every other one; less where it is the
# likeliest of its clause as well: a clause that asks for nothing is rare.
_LIKELY, _LIKELY_FIRST = 0.15, 0.08
_AGAIN, _AGAIN_FIRST = 0.35, 0.25
# Words that ask for one of some components, though no other sign of it is strong.
_CUES: tuple[tuple[frozenset[str], frozenset[str], float], ...] = (
    (word_set("if when whenever unless should"), word_set("conditional trycatch return"), 0.05),
    (word_set("each every"), word_set("foreach"), 0.08),
)


def asked_in(understood: Understood) -> list[list[str]]:
    """Give, for each clause, the components that it asks for."""
    best = understood.candidates.components()
    asked = []
    for number, clause in enumerate(understood.candidates.clauses):
        first = max((clause.get(name, 0.0) for name in vocabulary()), default=0.0)
        names = [
            name
            for name in vocabulary()
            if (chance := clause.get(name, 0.0)) >= _least(chance, best[name], first)
        ]
        words = shown(understood.slots, number)
        for cues, owners, least in _CUES:
            fitting = cues.intersection(words if "foreach" in owners else words[:1])
            if fitting and not owners.intersection(names):
                owner = max(owners, key=lambda name: clause.get(name, 0.0))
                if clause.get(owner, 0.0) >= least and owner not in names:
                    names.append(owner)
        asked.append(names)
    add_of_parts(understood, asked)
    add_demanded(understood, asked)
    return asked


def _least(chance: float, best: float, first: float) -> float:
    """What a component must reach, by its chance in its likeliest clause and the clause's best."""
    if chance == best:
        return _LIKELY_FIRST if chance == first else _LIKELY
    return _AGAIN_FIRST if chance == first else _AGAIN
