"""The catalogue is complete, immutable, quick to load, and knows what wrong names mean."""

import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from flowmason_assist.catalogue.component import Effect, Kind, ModelCall, Role
from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.errors import ResourceError


def test_all_components_that_ship_are_known(catalogue: Catalogue) -> None:
    """Forty-one can be named in a pipeline; thirteen ship but cannot."""
    assert len(catalogue) == 54
    assert sum(component.registered for component in catalogue) == 41


def test_components_come_in_the_order_of_their_names(catalogue: Catalogue) -> None:
    names = [component.name for component in catalogue]

    assert names == sorted(names)


def test_component_says_what_it_takes_and_gives(catalogue: Catalogue) -> None:
    generator = catalogue.get("generator")

    assert generator
    assert generator.kind is Kind.NODE
    assert generator.timeout_seconds == 120
    temperature = generator.input("temperature")
    assert temperature
    assert (temperature.minimum, temperature.maximum, temperature.default) == (0, 2, 0.7)
    assert str(temperature.type) == "float"
    prompt = generator.input("prompt")
    assert prompt
    assert prompt.required
    assert prompt.role is Role.PROMPT
    assert generator.output("content")
    assert generator.output("text") is None


def test_what_reaches_the_model_is_measured(catalogue: Catalogue) -> None:
    """A number is fixed by the engine; None means that the input of that name decides."""
    calls = {component.name: component.model_call for component in catalogue}

    assert calls["generator"] == ModelCall(temperature=None, max_tokens=None)
    assert calls["critic"] == ModelCall(temperature=0.3, max_tokens=2048)
    assert calls["knowledge_query"] == ModelCall(temperature=None, max_tokens=4096)
    assert calls["filter"] is None


def test_inputs_without_effect_are_marked(catalogue: Catalogue) -> None:
    ignored = {
        (component.name, each.name)
        for component in catalogue
        for each in component.inputs
        if each.effect is Effect.IGNORED
    }

    assert {
        ("generator", "stop_sequences"),
        ("generator", "output_format"),
        ("improver", "max_iterations"),
        ("logger", "emit_to_trace"),
        ("schema_validate", "strict"),
        ("selector", "explain_choice"),
        ("trycatch", "max_retries"),
        ("trycatch", "retry_delay_ms"),
        ("variable_set", "scope"),
    } <= ignored


def test_operations_say_what_they_need_and_fill(catalogue: Catalogue) -> None:
    redis = catalogue.get("redis")
    assert redis
    push = redis.operation("lpush")

    assert push
    assert push.needs == (("key",), ("values", "value"))
    assert push.fills == ("new_value",)
    assert redis.operation("push") is None


def test_unknown_name_gives_nothing(catalogue: Catalogue) -> None:
    assert catalogue.get("http-request") is None
    assert "http-request" not in catalogue


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("http-request", "http_request"),
        ("HttpRequest", "http_request"),
        ("jsonTransform", "json_transform"),
        ("Filter", "filter"),
        ("core.logger", "logger"),
        ("generator_node", "generator"),
        ("genrator", "generator"),
        ("sumarizer", "summarizer"),
        ("postgress", "postgres"),
        ("synthesizer", "combiner"),
        ("llm", "generator"),
        ("notifier", "logger"),
        ("if-else", "conditional"),
        ("for each", "foreach"),
        ("text_generator", "generator"),
        ("s3_upload", "s3"),
        ("coffee_machine", None),
        ("", None),
        ("☕", None),
    ],
)
def test_nearest_name(catalogue: Catalogue, wrong: str, meant: str | None) -> None:
    assert catalogue.nearest(wrong) == meant


def test_what_cannot_be_named_is_never_offered(catalogue: Catalogue) -> None:
    """A component that ships unregistered would fail just the same."""
    assert catalogue.nearest("text_to_speach") is None


def test_components_can_be_added(catalogue: Catalogue) -> None:
    generator = catalogue.get("generator")
    assert generator
    shout = replace(generator, name="shout", registered=False, source="components/shout.py:3")

    more = catalogue.with_components([shout, replace(shout, name="generator")])

    assert more.get("shout") is shout
    assert more.nearest("shoutt") == "shout"
    assert more.get("generator") is generator
    assert catalogue.get("shout") is None


def test_nothing_in_it_can_be_changed(catalogue: Catalogue) -> None:
    generator = catalogue.get("generator")

    with pytest.raises(FrozenInstanceError):
        generator.name = "writer"  # type: ignore[misc, union-attr]
    with pytest.raises(TypeError):
        catalogue.components["writer"] = generator  # type: ignore[index]


def test_loading_needs_no_heavy_library() -> None:
    code = """
import sys
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.resources import folder
load_catalogue(folder("schemas"))
print(sorted({"pydantic", "jsonschema", "flowmason_core", "pygls"} & sys.modules.keys()))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="reinstall flowmason-assist"):
        load_catalogue(tmp_path)


def test_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "filter.json").write_text("{", encoding="utf-8")

    with pytest.raises(ResourceError, match=r"filter\.json"):
        load_catalogue(tmp_path)
