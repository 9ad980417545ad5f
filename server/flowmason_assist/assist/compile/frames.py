"""A list to go through, and the stages of one loop over it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.build import Build, Result, Scope
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import plural, slug
from flowmason_assist.assist.compile.node import Node
from flowmason_assist.assist.compile.shape import ANY, ELEMENT, Kind, Path, Shape
from flowmason_assist.assist.compile.steps import Steps
from flowmason_assist.engine.json_value import Json

KEPT = ("result",)  # Where the output of a json_transform has what it made.


@dataclass(frozen=True, slots=True)
class Frame:
    """
    A list to go through.

    `item` is where in each of its elements the item of the plan's loop stands, and `kept` what
    earlier loops kept beside it: outputs of stages by their id. It `can_be_empty` because of a
    filter, or because the list comes from outside. For the steps `caught` the item itself is the
    error that they speak of.
    """

    listed: Given
    noun: str
    item: Path = ()
    kept: tuple[str, ...] = ()
    can_be_empty: bool = False
    caught: tuple[int, ...] = ()

    def beside(self, stage: str | None, fields: Path = ()) -> Path:
        """Give where in an element something kept stands."""
        return (*self.item[:-1], stage or "", *fields)


class LoopMaker:
    """Adds the stages of loops, and remembers which controllers it added."""

    def __init__(self, steps: Steps, at: At) -> None:
        self._steps = steps
        self._at = at
        self.build: Build = at.build
        self.made: list[tuple[str, tuple[str, ...]]] = []

    def guarded(self, frame: Frame, scope: Scope) -> Scope:
        """Give a scope that is left out when there are no items, which a loop does not survive."""
        member: list[Json] = []
        listed = self.build.read(scope, frame.listed, Kind.LIST)
        config: dict[str, Json] = {"condition": listed.template, "true_branch_stages": member}
        stage = self._emit(scope, f"if-any-{slug(frame.noun, 1)}", "conditional", config)
        return scope.inside(stage, "then", member)

    def plain(self, frame: Frame, body: tuple[Node, ...], scope: Scope) -> Given:
        """Add a loop of plain steps and give the list of what the last one gave."""
        stage, inner = self._loop(frame, scope)
        last = self._steps.run(body, inner)
        mains = () if last is None else last.main
        main = mains[0] if mains else self.build.input("data")
        fields = main.fields
        if len(mains) > 1 or main.stage != self.build.stages[-1].id:
            at = replace(self._at, scope=inner)
            values: list[Json] = [at.as_is(each) for each in mains]
            value: Json = values[0] if len(values) == 1 else values
            self.build.emit(inner, "give", "json_transform", {"data": {"value": value}})
            fields = (*KEPT, "value")
        return self._listed(stage, fields, main, scope)

    def keeping(
        self,
        frame: Frame,
        head: tuple[Node, ...],
        read: Collection[int | None],
        scope: Scope,
        *,
        goes_on: bool = False,
    ) -> tuple[Frame, Given]:
        """
        Add a loop that runs plain steps and keeps beside each item what later steps read.

        Gives the frame of what it kept, and the list of what its last step gave. A loop that
        `goes_on` leaves out the items for which a step fails.
        """
        stage, inner = self._loop(frame, scope, goes_on=goes_on)
        last = self._steps.run(head, inner)
        wanted = [node.number for node in head if node.number in read or node is head[-1]]
        given = (each for number in wanted for each in inner.results[number].all)
        stages = dict.fromkeys(each.stage for each in given if each.stage is not None)
        item = inner.item or frame.listed
        self.build.read(inner, item)
        data: dict[str, Json] = {"item": item.template}
        for kept in frame.kept:
            data[kept] = Given(item.root, frame.beside(kept), ANY).template
        data |= {each: f"{{{{upstream.{each}}}}}" for each in stages}
        name = f"keep-{slug(frame.noun, 2)}".rstrip("-")
        self.build.emit(inner, name, "json_transform", {"data": data})
        scope.results.update({node.number: inner.results[node.number] for node in head})
        shape = Shape(Kind.LIST, frame.listed.shape.item)
        listed = self.build.given(scope, stage, "results", shape=shape, noun=frame.noun)
        listed = replace(listed, source=frame.listed.source)
        kept_frame = Frame(listed, frame.noun, (*KEPT, "item"), (*frame.kept, *stages))
        main = last.main[0] if last is not None else listed
        fields = (*KEPT, main.stage or "item", *main.fields)
        return kept_frame, self._listed(stage, fields, main, scope)

    def _emit(self, scope: Scope, name: str, component: str, config: dict[str, Json]) -> str:
        stage = self.build.emit(scope, name.rstrip("-"), component, config, self._at.after)
        self.made.append((stage, scope.guards))
        return stage

    def _loop(self, frame: Frame, scope: Scope, *, goes_on: bool = False) -> tuple[str, Scope]:
        """Add a foreach and give the scope of its body."""
        member: list[Json] = []
        listed = self.build.read(scope, frame.listed, Kind.LIST)
        variable = self.build.variable(frame.noun)
        config: dict[str, Json] = {
            "items": listed.template,
            "item_variable": variable,
            "loop_stages": member,
            "break_on_error": False if goes_on else None,
        }
        stage = self._emit(scope, f"each-{slug(frame.noun, 2)}", "foreach", config)
        inner = scope.inside(stage, "body", member)
        item = listed.element(variable, frame.item, frame.noun)
        results = {
            number: _moved(result, frame, variable) for number, result in inner.results.items()
        }
        error = Result((replace(item, noun=f"failed {frame.noun}"),))
        results |= dict.fromkeys(frame.caught, error)
        return stage, replace(inner, item=item, is_inline=True, results=results)

    def _listed(self, stage: str, fields: Path, main: Given, scope: Scope) -> Given:
        return self.build.given(
            scope,
            stage,
            "results",
            ELEMENT,
            *fields,
            shape=Shape(Kind.LIST, main.shape),
            noun=plural(main.noun),
        )


def kept_items(at: At, listed: Given, expression: str, name: str) -> Given:
    """Add a filter and give the items that it keeps."""
    read = at.build.read(at.scope, listed, Kind.LIST)
    config: dict[str, Json] = {
        "data": read.template,
        "filter_mode": "filter_array",
        "condition": expression,
    }
    stage = at.build.emit(at.scope, name.rstrip("-"), "filter", config, at.after)
    kept = at.build.given(at.scope, stage, "data", shape=read.shape, noun=listed.noun)
    return replace(kept, source=listed.source, may_be_empty=True)


def _moved(result: Result, frame: Frame, variable: str) -> Result:
    """Give a result as a loop reads it from what earlier loops kept."""

    def moved(given: Given) -> Given:
        if given.stage is None or given.stage not in frame.kept:
            return given
        fields = frame.beside(given.stage, given.fields)
        return replace(given, root=("context", variable), fields=fields, guards=())

    return Result(
        tuple(map(moved, result.main)),
        None if result.test is None else moved(result.test),
        tuple(map(moved, result.items)),
        {name: moved(given) for name, given in result.named.items()},
    )
