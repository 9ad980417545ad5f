"""One warm engine for all tests, and a short way to write pipelines."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession

# Components of a user's own; the first field of the config says what they do.
HAZARDS = """
import inspect
from typing import Any

from flowmason_core.core import Field, OperatorInput, OperatorOutput, operator


@operator(name="hazard", category="test", description="Runs any Python that it is given")
class Hazard:
    class Input(OperatorInput):
        code: str = Field(description="Python that may set result")

    class Output(OperatorOutput):
        result: Any = None

    async def execute(self, input, context):
        names = {"result": None, "context": context}
        exec(input.code, names)
        result = names["result"]
        return self.Output(result=await result if inspect.isawaitable(result) else result)
"""

Write = Callable[..., str]


@pytest.fixture(scope="session")
def engine() -> Iterator[EngineSession]:
    """Give a session that all tests share, as an editor would."""
    with EngineSession() as session:
        yield session


@pytest.fixture(scope="session")
def pipeline() -> Write:
    """Give a writer of pipelines from stages of id, component, config and what they wait for."""

    def write(*stages: tuple[Any, ...], **top: Any) -> str:  # noqa: ANN401 - JSON.
        written = [
            {
                "id": stage[0],
                "component_type": stage[1],
                "config": stage[2],
                "depends_on": list(stage[3:]),
            }
            for stage in stages
        ]
        return json.dumps({"id": "p", "name": "p", "stages": written, **top})

    return write


@pytest.fixture(scope="session")
def hazard(tmp_path_factory: pytest.TempPathFactory) -> DryRunOptions:
    """Give options under which the component "hazard" of a user's own is trusted."""
    path = Path(tmp_path_factory.mktemp("components")) / "hazard.py"
    path.write_text(HAZARDS, encoding="utf-8")
    return DryRunOptions(trust=True, components=(str(path),))
