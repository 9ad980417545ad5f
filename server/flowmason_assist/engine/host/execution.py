"""One run of one pipeline, from its text to a report in JSON."""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flowmason_core.execution.universal_executor import DAGExecutor

from flowmason_assist.engine.host import environment, readers
from flowmason_assist.engine.host.clock import FastForwardLoop
from flowmason_assist.engine.host.components import Components
from flowmason_assist.engine.host.drivers.world import World
from flowmason_assist.engine.host.fitting import enriched
from flowmason_assist.engine.host.model import StubModel
from flowmason_assist.engine.host.report import Outcome, answer, refusal
from flowmason_assist.engine.host.shapes import expected_shapes
from flowmason_assist.engine.host.trace import Trace
from flowmason_assist.engine.host.web import StubWeb
from flowmason_assist.engine.json_value import Json, to_json
from flowmason_assist.engine.sample import sample_from_schema


class Engine:
    """What stays warm between runs: the components, the event loop and the made-up world."""

    def __init__(
        self, components: Components, loop: FastForwardLoop, web: StubWeb, world: World
    ) -> None:
        self._components = components
        self._loop = loop
        self._web = web
        self._world = world

    def run(
        self, request: Mapping[str, Any], report: Callable[[str, str], None]
    ) -> dict[str, Json]:
        """Report on one pipeline; never fails on account of it."""
        options = request["options"]
        notes = self._components.load(options["components"]) if options["trust"] else []
        try:
            loaded = readers.load(request["text"], options["reader"])
        except readers.LoadError as error:
            return {**refusal(error), "notes": to_json(notes)}
        data = readers.raw(request["text"])
        wanted = self._wanted(loaded)
        given, source = _choose_input(request["input"], loaded, data, wanted.get("", {}))
        made_up = environment.made_up(data, options)
        notes += [f'the variable "{name}" is made up: "{made_up[name]}"' for name in made_up]
        random.seed(0)
        self._web.prepare(options["responses"])
        self._world.prepare(options["connectors"])
        with _variables({**options["environment"], **made_up}), _working_folder():
            outcome = self._execute(loaded, given, options, Trace(report, wanted))
        return {
            **answer(loaded, outcome),
            "input": to_json(given),
            "input_source": source,
            "notes": to_json([*notes, *self._world.notes()]),
        }

    def _wanted(self, loaded: readers.Loaded) -> Mapping[str, Mapping[str, Any]]:
        try:
            return expected_shapes(loaded.stages, self._components)
        except RecursionError:
            return {}

    def _execute(
        self, loaded: readers.Loaded, given: object, options: Mapping[str, Any], trace: Trace
    ) -> Outcome:
        providers, default = StubModel.providers(options)
        executor = DAGExecutor(
            registry=self._components,
            context=loaded.context,
            parallel_execution=True,
            providers=providers,
            default_provider=default,
        )
        trace.watch(executor.executor)
        try:
            results = self._loop.run(executor.execute(loaded.stages, given))
        except BaseException as error:  # noqa: BLE001 - even an exit is an answer.
            return Outcome(trace, executor, trace.results, error)
        return Outcome(trace, executor, results, None)


def _choose_input(
    given: object, loaded: readers.Loaded, data: Mapping[str, Any], wanted: Mapping[str, Any]
) -> tuple[object, str]:
    if given is not None:
        return given, "given"
    if loaded.sample_input:
        return dict(loaded.sample_input), "sample"
    declared = data.get("input_schema")
    if not isinstance(declared, Mapping) or not declared.get("properties"):
        return {}, "none"
    schema = enriched(declared, {"type": "object", "properties": wanted})
    return sample_from_schema(schema), "schema"


@contextmanager
def _working_folder() -> Iterator[None]:
    """Work in a new folder inside the current one, and leave nothing of it."""
    before = Path.cwd()
    folder = before / "run"
    folder.mkdir(exist_ok=True)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _variables(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(environment.settable(variables))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
