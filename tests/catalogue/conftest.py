"""What the tests of the catalogue share: the catalogue, its files, and the real engine."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.resources import folder

Json = Any


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder of all schemas."""
    return folder("schemas")


@pytest.fixture(scope="session")
def catalogue(schemas: Path) -> Catalogue:
    """The components that FlowMason ships."""
    return load_catalogue(schemas)


@pytest.fixture(scope="session")
def pipeline_schema(schemas: Path) -> Json:
    """The JSON Schema of a pipeline."""
    return json.loads((schemas / "pipeline.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineSession]:
    """The real engine, in a process of its own."""
    with EngineSession() as session:
        yield session
