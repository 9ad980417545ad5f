"""Varied sound pipelines: each runs in every reader and does all that is written in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.accuracy.builder import Builder
from bench.accuracy.dice import Dice
from bench.accuracy.flow import unit
from bench.accuracy.layout import Layout, layout_for, render
from bench.accuracy.source import UNKNOWN, Kind
from bench.accuracy.world import World, make


@dataclass(frozen=True, slots=True)
class Sound:
    """
    A pipeline without faults, the input to run it with, and how its text is laid out.

    `known` are the kinds of all outputs of stages whose values are certain before the run.
    """

    seed: int
    pipeline: dict[str, Any]
    inputs: dict[str, Any]
    layout: Layout
    known: Mapping[str, Kind]

    @property
    def text(self) -> str:
        """The file."""
        return render(self.pipeline, self.layout)


def sound(seed: int) -> Sound:
    """The sound pipeline of this seed."""
    dice = Dice(seed)
    world = make(dice.fork("world"))
    builder = Builder(dice.fork("stages"), world)
    size = dice.weighted(
        [1, dice.number(2, 5), dice.number(6, 14), dice.number(15, 40)], [1, 5, 4, 1]
    )
    while len(builder.stages) < size:
        unit(builder, builder.root)
    pipeline = _top_level(dice.fork("top"), world, builder)
    known = {one.path: one.kind for one in builder.made if one.known is not UNKNOWN}
    return Sound(seed, pipeline, world.inputs, layout_for(dice.fork("layout")), known)


def _top_level(dice: Dice, world: World, builder: Builder) -> dict[str, Any]:
    name = dice.pick(world.domain["pipelines"])
    pipeline: dict[str, Any] = {"id": name.lower().replace(" ", "-"), "name": name}
    if dice.chance(0.7):
        pipeline["version"] = dice.pick(["1.0.0", "0.3.1", "2.11.0"])
    if dice.chance(0.6):
        pipeline["description"] = f"{name} for the {world.domain['title']}."
    if dice.chance(0.2):
        pipeline["tags"] = [world.domain["title"], "v2"]
        pipeline["category"] = "assistance"
    if world.schema is not None:
        pipeline["input_schema"] = world.schema
    if dice.chance(0.2):
        pipeline["output_schema"] = {"type": "object", "properties": {"text": {"type": "string"}}}
    if world.schema is None or dice.chance(0.7):
        pipeline["sample_input"] = world.inputs
    stages = dice.shuffled(builder.stages) if dice.chance(0.25) else builder.stages
    pipeline["stages"] = stages
    if dice.chance(0.8):
        pipeline["output_stage_id"] = builder.root.stages[-1]
    return _reordered(dice, pipeline)


def _reordered(dice: Dice, pipeline: dict[str, Any]) -> dict[str, Any]:
    if dice.chance(0.3):
        pipeline = dict(dice.shuffled(list(pipeline.items())))
    if dice.chance(0.3):
        order = dice.shuffled(["id", "name", "component_type", "config", "depends_on"])
        for stage in pipeline["stages"]:
            kept = {key: stage[key] for key in order if key in stage}
            stage.clear()
            stage.update(kept)
    return pipeline
