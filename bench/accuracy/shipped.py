"""The example pipelines that FlowMason itself ships, found in the installed package."""

import importlib.util
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.sample import sample_from_schema
from flowmason_assist.engine.session import EngineSession

STARTERS: Final = ("basic", "ai-pipeline", "etl")
COLUMNS: Final = (
    "id",
    "name",
    "description",
    "version",
    "input_schema",
    "output_schema",
    "stages",
    "output_stage_id",
)
JSON_COLUMNS: Final = frozenset({"input_schema", "output_schema", "stages"})


@dataclass(frozen=True, slots=True)
class Example:
    """A shipped pipeline; `inputs` is what comes with it, made complete from its schema."""

    source: str
    name: str
    text: str
    inputs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine does with an example as shipped, and after fixing."""

    example: Example
    before: DryRun
    mended: str
    after: DryRun


def examples() -> list[Example]:
    """All shipped pipelines."""
    return [
        *_templates(),
        *_gallery(),
        *_database(),
        *_starters(),
        *_schema_examples(),
        *_docstring(),
    ]


def outcomes(session: EngineSession, mend: Callable[[str], str]) -> Iterator[Outcome]:
    """Run each example as the command line does, before and after mending."""
    options = DryRunOptions(reader="cli")
    for example in examples():
        text = mend(example.text)
        yield Outcome(
            example,
            session.run(example.text, example.inputs, options),
            text,
            session.run(text, example.inputs, options),
        )


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f'"{name}" is not installed; install flowmason')
    return Path(next(iter(spec.submodule_search_locations)))


def _example(source: str, pipeline: dict[str, Any], inputs: object = None) -> Example:
    text = json.dumps(pipeline, indent=2, ensure_ascii=False)
    return Example(source, str(pipeline.get("name")), text, _inputs(pipeline, inputs))


def _inputs(pipeline: dict[str, Any], inputs: object = None) -> dict[str, Any]:
    given = inputs or pipeline.get("sample_input") or pipeline.get("example_input")
    made = sample_from_schema(pipeline.get("input_schema"))
    return {
        **(made if isinstance(made, dict) else {}),
        **(given if isinstance(given, dict) else {}),
    }


def _templates() -> Iterator[Example]:
    folder = _package("flowmason_studio_backend") / "data" / "templates"
    for path in sorted(folder.glob("*.json")):
        text = path.read_text(encoding="utf-8")
        yield Example("templates", path.stem, text, _inputs(json.loads(text)))


def _gallery() -> Iterator[Example]:
    path = _package("flowmason_studio_backend") / "services" / "template_gallery.py"
    for template in _load(path).TEMPLATES:
        yield _example("gallery", template.pipeline, template.sample_input)


def _load(path: Path) -> ModuleType:
    """A module from its file alone: its package needs more than is installed."""
    spec = importlib.util.spec_from_file_location(f"shipped_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f'cannot load "{path}"')
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _database() -> Iterator[Example]:
    path = _package("flowmason_studio_backend") / ".flowmason" / "flowmason.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        for table, key in (("pipelines", "id"), ("pipeline_versions", "pipeline_id")):
            columns = ", ".join(key if name == "id" else name for name in COLUMNS)
            for row in database.execute(f"select {columns} from {table}"):  # noqa: S608
                yield _example("database", _from_row(row))


def _from_row(row: tuple[Any, ...]) -> dict[str, Any]:
    values = {name: value for name, value in zip(COLUMNS, row, strict=True) if value is not None}
    return {
        name: json.loads(value) if name in JSON_COLUMNS else value for name, value in values.items()
    }


def _starters() -> Iterator[Example]:
    from flowmason_core.cli.commands.init import _create_starter_files

    for name in STARTERS:
        with tempfile.TemporaryDirectory() as directory:
            folder = Path(directory) / "pipelines"
            folder.mkdir()
            _create_starter_files(Path(directory), name)
            text = (folder / "main.pipeline.json").read_text(encoding="utf-8")
        yield Example("init", name, text, _inputs(json.loads(text)))


def _schema_examples() -> Iterator[Example]:
    path = _package("flowmason_core") / "schema" / "canonical_pipeline_schema.json"
    for pipeline in json.loads(path.read_text(encoding="utf-8"))["examples"]:
        yield _example("canonical schema", pipeline)


def _docstring() -> Iterator[Example]:
    from flowmason_core.project import loader

    documentation = loader.__doc__ or ""
    pipeline, _ = json.JSONDecoder().raw_decode(documentation[documentation.index("{") :])
    yield _example("loader docstring", pipeline)
