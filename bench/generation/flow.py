"""Where the data of a stage comes from, when some stages stand for the steps of a plan."""

from dataclasses import dataclass, field

from bench.generation.stages import Pipeline, Stage


@dataclass
class Drawn:
    """What a stage works on: stages, and names of inputs."""

    stages: set[str] = field(default_factory=set)
    inputs: set[str] = field(default_factory=set)


class Draws:
    """
    Follows data backwards, through stages that only pass it on.

    Those are controllers, and stages that stand for no step; at the others it stops, so that a
    step that reads another's result instead of the text itself is told apart.
    """

    def __init__(self, pipeline: Pipeline, plain: frozenset[str]) -> None:
        self._pipeline = pipeline
        self._plain = plain  # The stages that stand for steps which are no controllers.
        self._known: dict[str, Drawn] = {}

    def of(self, name: str) -> Drawn:
        """Give what a stage works on."""
        if name not in self._known:
            self._known[name] = self._follow(name)
        return self._known[name]

    def _follow(self, name: str) -> Drawn:
        drawn = Drawn()
        pending, seen = [name], {name}
        while pending:
            stage = self._pipeline.stages.get(pending.pop())
            if stage is None:
                continue
            drawn.inputs |= stage.inputs
            for source in self._sources(stage):
                drawn.stages.add(source)
                if source not in seen and source not in self._plain:
                    seen.add(source)
                    pending.append(source)
        return drawn

    def _sources(self, stage: Stage) -> set[str]:
        found = set(stage.reads)
        if stage.reads_item and (loop := self._pipeline.loop_of(stage.id)) is not None:
            found.add(loop.id)
        for read in stage.reads:
            held = self._pipeline.stages.get(read)
            if held is not None and held.component in ("foreach", "trycatch"):
                found |= {name for _, _, name in held.parts}
        return found
