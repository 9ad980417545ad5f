"""
Which stages wait for which, as far as the file tells.

Facts about the order of a run hold for whole files only: while somebody types an id, its stage
waits for something unknown and never runs. These answers leave the unknown out.
"""

from collections.abc import Iterable, Mapping

from flowmason_assist.analysis.facts import Facts


def awaited_by(facts: Facts, stage_id: str) -> frozenset[str]:
    """Give the stages that one waits for, directly or not."""
    return _reached(stage_id, _dependencies(facts))


def waiting_for(facts: Facts, stage_id: str) -> frozenset[str]:
    """Give the stages that wait for one, directly or not."""
    dependents: dict[str, list[str]] = {name: [] for name in facts.flow.stages}
    for name, dependencies in _dependencies(facts).items():
        for dependency in dependencies:
            if dependency in dependents:
                dependents[dependency].append(name)
    return _reached(stage_id, dependents)


def _dependencies(facts: Facts) -> Mapping[str, Iterable[str]]:
    return {
        name: [text.value for text in each.stage.depends_on]
        for name, each in facts.flow.stages.items()
    }


def _reached(start: str, steps: Mapping[str, Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in steps.get(waiting.pop(), ()):
            if name not in found and name in steps:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
