"""What the guide says of the engine that is hard to believe, asked of the engine itself."""

import asyncio
import importlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

# FlowMason's own classes are written for an older pydantic.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PIPELINE: dict[str, Any] = {
    "id": "ticket",
    "name": "Ticket triage",
    "stages": [
        {"id": "fetch", "component_type": "http_request", "config": {"url": "https://a.example"}},
        {
            "id": "write",
            "component_type": "generator",
            "depends_on": ["fetch"],
            "config": {"prompt": "Sum up {{input.text}}", "temperature": 0.1},
        },
        {"id": "each", "component_type": "foreach", "config": {"items": [1]}},
    ],
}

OPERATOR = """
from flowmason_core.core.decorators import operator
from flowmason_core.core.types import OperatorInput, OperatorOutput

@operator(name="shout", category="text", description="Writes text in capitals")
class Shout:
    class Input(OperatorInput):
        text: str
    class Output(OperatorOutput):
        text: str
    async def execute(self, input, context):
        return self.Output(text=input.text.upper())
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep FlowMason out of the user's home."""
    monkeypatch.setenv("HOME", str(tmp_path))


def generated(language: str) -> dict[str, str]:
    """Give the files that a generator of FlowMason's writes, by path."""
    models = importlib.import_module("flowmason_studio_backend.models.codegen")
    service = importlib.import_module(f"flowmason_studio_backend.services.codegen_{language}")
    generator = getattr(service, f"get_{language}_code_generator")()
    result = generator.generate(PIPELINE, models.CodeGenOptions(language=language))
    return {file.path: file.content for file in result.files}


def registry(folder: Path) -> Any:  # noqa: ANN401 - FlowMason has no types.
    """Give the engine's registry with its packages in a folder of ours."""
    from flowmason_core.registry import ComponentRegistry

    return ComponentRegistry(packages_dir=folder, cache_dir=folder / "cache")


def test_components_are_counted_right(tmp_path: Path) -> None:
    found = registry(tmp_path)
    found.auto_discover()

    assert len(found.list_components()) == 41


def test_the_python_class_knows_no_components_at_first() -> None:
    from flowmason_core.api import FlowMason

    assert FlowMason(auto_load_env=False).list_components() == []


def test_a_node_without_a_provider_gives_placeholder_text(tmp_path: Path) -> None:
    from flowmason_core.config import ComponentConfig, ExecutionContext
    from flowmason_core.execution import DAGExecutor

    found = registry(tmp_path)
    found.auto_discover()
    context = ExecutionContext(run_id="r", pipeline_id="p", pipeline_version="1.0.0")
    stage = ComponentConfig(id="a", type="generator", input_mapping={"prompt": "Hi"})
    executor = DAGExecutor(registry=found, context=context)

    results = asyncio.run(executor.execute([stage], {}))

    assert results["a"].output["model"] == "mock"


def test_what_pack_writes_is_not_what_the_engine_loads(tmp_path: Path) -> None:
    from flowmason_core.packaging.builder import PackageBuilder
    from flowmason_core.registry.types import PackageLoadError

    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines" / "main.pipeline.json").write_text(json.dumps(PIPELINE))
    (tmp_path / "flowmason.json").write_text('{"name": "menus"}')
    package = PackageBuilder(tmp_path).build()

    assert "manifest.json" in zipfile.ZipFile(package).namelist()
    with pytest.raises(PackageLoadError, match=r"Missing flowmason-package\.json"):
        registry(tmp_path / "packages").register_package(package)


def test_a_package_made_by_hand_is_loaded(tmp_path: Path) -> None:
    package = tmp_path / "shout.fmpkg"
    with zipfile.ZipFile(package, "w") as file:
        file.writestr("index.py", OPERATOR)
        file.writestr("flowmason-package.json", '{"name": "shout", "version": "1.0.0"}')

    found = registry(tmp_path)
    found.auto_discover()

    assert found.has_component("shout")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("flowmason_core.project.loader", "PipelineLoader"),
        ("flowmason_studio_backend.services.storage", "get_storage"),
    ],
)
def test_what_studio_imports_does_not_exist(module: str, name: str) -> None:
    assert not hasattr(importlib.import_module(module), name)


def test_studio_looks_pipelines_up_by_a_method_that_does_not_exist() -> None:
    storage = importlib.import_module("flowmason_studio_backend.services.storage")

    assert not hasattr(storage.PipelineStorage, "get_pipeline")


def test_generated_python_lacks_its_imports() -> None:
    files = generated("python")
    stages = files["ticket_triage/stages.py"]

    assert "httpx.AsyncClient" in stages
    assert "import httpx" not in stages
    assert "{{input.text}}" in stages
    assert "0.1" not in stages
    assert "Passthrough - implement custom logic here" in stages
    assert "FLOWMASON_OPENAI_API_KEY" in files["ticket_triage/config.py"]


def test_generated_typescript_declares_a_constant_twice() -> None:
    assert generated("typescript")["src/pipeline.ts"].count("const stageInputs") == 3


def test_generated_go_has_an_unfilled_import() -> None:
    assert '"{module}/internal/stages"' in generated("go")["internal/pipeline/pipeline.go"]


def test_generated_apex_has_four_classes() -> None:
    classes = [path for path in generated("apex") if path.endswith(".cls")]

    assert len(classes) == 4
