"""`scaffold`: small files around a pipeline, each proven before it is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from flowmason_assist.cli.checking.opened import Opened, open_pipeline
from flowmason_assist.cli.output.text import write_document
from flowmason_assist.errors import EngineError, InputError, NoResult

if TYPE_CHECKING:
    from flowmason_assist.assist.scaffold.trial import Trial

F = TypeVar("F", bound=Callable[..., object])


@click.group()
def command() -> None:
    """Write tests, inputs, mocks, components and handlers that work."""


def _output_options(function: F) -> F:
    for option in (
        click.option("--force", is_flag=True, help="Replace a file that is there."),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write to this file.  [default: standard output]",
        ),
    ):
        function = option(function)
    return function


_FILE = click.argument("file", type=click.Path(path_type=Path))


@command.command("input")
@_FILE
@_output_options
def scaffold_input(file: Path, output: Path | None, *, force: bool) -> None:
    """Make an input for a pipeline, from what it declares and from what its templates read."""
    _make("input", file, output, force=force)


@command.command("test")
@_FILE
@_output_options
def scaffold_test(file: Path, output: Path | None, *, force: bool) -> None:
    """Make a .test.json with assertions that hold in a dry run."""
    _make("test", file, output, force=force)


@command.command("mock")
@_FILE
@_output_options
def scaffold_mock(file: Path, output: Path | None, *, force: bool) -> None:
    """Make answers of models and web services that later stages can read."""
    _make("mock", file, output, force=force)


@command.command("component")
@click.argument("kind", type=click.Choice(["node", "operator", "control_flow"]))
@click.argument("name")
@click.option("--description", default="", help="What it does, in a few words.")
@click.option("--interpreter", metavar="PATH", help="The Python that has FlowMason installed.")
@_output_options
def scaffold_component(
    kind: str,
    name: str,
    description: str,
    interpreter: str | None,
    output: Path | None,
    *,
    force: bool,
) -> None:
    """Make a component of your own: a class that the engine loads."""
    from flowmason_assist.assist.scaffold.components import Kind, component_source
    from flowmason_assist.assist.scaffold.proof import prove_component

    source = component_source(Kind(kind), name, description)
    fault = _proven(lambda: prove_component(Kind(kind), name, source, interpreter))
    if fault is not None:
        raise NoResult(f'the component "{name}" does not run in this engine: {fault}')
    _write(source, output, force=force)


@command.command("handler")
@click.argument("kind", type=click.Choice(["function", "service"]))
@_FILE
@_output_options
def scaffold_handler(kind: str, file: Path, output: Path | None, *, force: bool) -> None:
    """Make glue that runs a pipeline: a serverless function or a web service."""
    from flowmason_assist.assist.scaffold.handlers import Kind, handler_source
    from flowmason_assist.assist.scaffold.proof import prove_handler

    opened = open_pipeline(file)
    source = handler_source(Kind(kind), file.name)
    pipeline = (file.name, opened.linted.facts.document.text)
    with _trial(opened) as trial:
        given = trial.sound_run().input
    interpreter = opened.dry_run_options.interpreter
    fault = prove_handler(source, pipeline, given, interpreter)
    if fault is not None:
        raise NoResult(f'"{file}" does not run in a handler: {fault}')
    _write(source, output, force=force)


def _make(what: str, file: Path, output: Path | None, *, force: bool) -> None:
    from flowmason_assist.assist.scaffold.trial import Made, json_text

    opened = open_pipeline(file)
    try:
        with _trial(opened) as trial:
            content = trial.make(Made(what), _relative(file, output))
    except NoResult as error:
        raise NoResult(f'"{file}": {error}') from None
    _write(json_text(content), output, force=force)


@contextmanager
def _trial(opened: Opened) -> "Iterator[Trial]":
    from flowmason_assist.assist.scaffold.trial import Trial
    from flowmason_assist.engine.session import EngineSession

    with EngineSession() as session:
        yield Trial(opened.linted.facts, session, opened.dry_run_options)


def _proven(prove: Callable[[], str | None]) -> str | None:
    try:
        return prove()
    except EngineError as error:
        raise InputError(f"it cannot be tried, so it is not written: {error}") from None


def _relative(file: Path, output: Path | None) -> str:
    """Give the pipeline's place as the test file must write it."""
    import os

    return os.path.relpath(file, output.parent).replace(os.sep, "/") if output else file.name


def _write(text: str, output: Path | None, *, force: bool) -> None:
    if output is None:
        write_document(text)
        return
    try:
        with output.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputError(f'"{output}" is there already; --force replaces it') from None
    except OSError as error:
        raise InputError(f'"{output}" cannot be written: {error.strerror or error}') from None
