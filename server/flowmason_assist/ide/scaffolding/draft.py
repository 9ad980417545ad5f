"""A file around a pipeline, made and tried, with the place where it belongs."""

from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.assist.scaffold.components import Kind, component_source
from flowmason_assist.assist.scaffold.handlers import Kind as HandlerKind
from flowmason_assist.assist.scaffold.handlers import handler_source
from flowmason_assist.assist.scaffold.proof import prove_component, prove_handler
from flowmason_assist.assist.scaffold.trial import Made, Trial, json_text
from flowmason_assist.config.project import COMPONENTS, project_root
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import InputError
from flowmason_assist.ide.snapshot import Snapshot

_ENDINGS = {Made.TEST: ".test.json", Made.INPUT: ".input.json", Made.MOCK: ".mocks.json"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is not written yet."""

    path: Path
    text: str


def draft(words: str, snapshot: Snapshot, session: EngineSession, options: DryRunOptions) -> Draft:
    """
    Make a file that works, in the words of `flowmason-assist scaffold`.

    Raises `InputError` where nothing that works can be made or the words mean nothing, and
    `EngineError` where there is no engine to try it.
    """
    trial = Trial(snapshot.facts, session, options)
    path = snapshot.path
    stem = path.name.removesuffix(".json").removesuffix(".pipeline")
    match words.split():
        case [("input" | "test" | "mock") as name]:
            what = Made(name)
            content = trial.make(what, path.name)
            return Draft(path.with_name(stem + _ENDINGS[what]), json_text(content))
        case ["handler", ("function" | "service") as name]:
            source = handler_source(HandlerKind(name), path.name)
            given = trial.sound_run().input
            _require(prove_handler(source, (path.name, snapshot.text), given, options.interpreter))
            return Draft(path.with_name(f"{stem.replace('-', '_')}_{name}.py"), source)
        case ["component", ("node" | "operator" | "control_flow") as name, component]:
            kind = Kind(name)
            source = component_source(kind, component, "")
            _require(prove_component(kind, component, source, options.interpreter))
            root = project_root(path.parent) or path.parent
            return Draft(root / COMPONENTS / f"{component}.py", source)
    raise InputError(
        'say what to write: "test", "input", "mock", "handler function", "handler service", or '
        '"component operator NAME"'
    )


def _require(fault: str | None) -> None:
    if fault is not None:
        raise InputError(
            f"what was made does not run in this engine, so it is not written: {fault}"
        )
