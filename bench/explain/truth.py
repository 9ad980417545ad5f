"""What is true of a pipeline, worked out from its JSON and a run, without our own analysis."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bench.accuracy.faults.known import stage_lists
from bench.accuracy.fields import components
from flowmason_assist.engine.result import DryRun

_TEMPLATE: Final = re.compile(r"\{\{([^}]+)\}\}")
_INLINE: Final = ("loop_stages", "try_stages", "catch_stages", "finally_stages")
_DONE_INLINE: Final = ("try_stages", "finally_stages")


@dataclass(frozen=True, slots=True)
class Truth:
    """Of each stage, by its id: what it reads, in which wave it runs, what it put out."""

    reads: Mapping[str, frozenset[str]]
    waves: Mapping[str, int]
    provides: Mapping[str, frozenset[str]]


def truth(pipeline: dict[str, Any], run: DryRun) -> Truth:
    """Work out the truth about a pipeline that ran."""
    stages = {stage["id"]: stage for stage in pipeline["stages"]}
    return Truth(
        reads={name: frozenset(_reads(stage)) for name, stage in stages.items()},
        waves=_waves(stages),
        provides={
            name: frozenset(output)
            for name, output in run.outputs.items()
            if name in stages and isinstance(output, dict) and "skipped" not in output
        },
    )


def _reads(stage: dict[str, Any]) -> Iterator[str]:
    """Give the paths in the settings that the component knows; the engine drops the others."""
    known = components()[stage["component_type"]].inputs
    for key, value in stage["config"].items():
        if key in known:
            for text in _texts(value):
                for path in _TEMPLATE.findall(text):
                    yield ".".join(part.strip() for part in path.strip().split("."))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _waves(stages: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    """Give the waves: bodies run with what holds them, everything else after what it waits for."""
    holders: dict[str, tuple[str, str]] = {}
    for name, stage in stages.items():
        for key, members in stage_lists(stage["config"]).items():
            if key in _INLINE:
                holders |= dict.fromkeys(members, (name, key))

    def own(name: str) -> int:
        return 1 + max((done(needed) for needed in stages[name].get("depends_on", ())), default=0)

    def done(name: str) -> int:
        holder, key = holders.get(name, ("", ""))
        return own(holder) if key in _DONE_INLINE else own(name)

    return {name: own(holders[name][0]) if name in holders else own(name) for name in stages}
