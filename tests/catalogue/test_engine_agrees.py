"""
What the catalogue says of inputs is what the engine does with values.

The engine's own mapping from configuration to input judges, in this process: nothing runs.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flowmason_assist.catalogue.component import Component, Input
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.catalogue.types import Type
from flowmason_assist.resources import folder

Json = Any
Accepts = Callable[[str, Json], bool]

pytestmark = pytest.mark.filterwarnings("ignore")

COMPONENTS = [each for each in load_catalogue(folder("schemas")) if each.registered]
INPUTS = [(component, each) for component in COMPONENTS for each in component.inputs]

VALUES: list[Json] = [
    *(None, True, False, 0, 1, -1, 7, 2.0, 2.5, 1e9, "", "text", " spaced ", "5", "-3", "2.5"),
    *("1e3", "nan", "yes", "OFF", "Get", "get", "null", "[]", "[1]", '["a"]', "{}", '{"a": "b"}'),
    *("{{input.x}}", "a {{input.x}} b", "[{{input.x}}]", [], [1], ["a"], ["a", "b"], [None]),
    *([{}], [[]], [["a"]], {}, {"a": "b"}, {"a": 1}, {"a": None}, {"a": []}, {"a": ["b"]}),
    *({"a": [{}]}, [{"a": 1}], [{"a": "b"}, {}]),
]


@pytest.fixture(scope="module")
def accepts(tmp_path_factory: pytest.TempPathFactory) -> Accepts:
    """Tell whether the engine can build the input of a component from a configuration."""
    from flowmason_core.config import ComponentConfig, ExecutionContext, InputMapper
    from flowmason_core.registry import ComponentRegistry

    registry = ComponentRegistry(packages_dir=tmp_path_factory.mktemp("packages"))
    registry.auto_discover()
    context = ExecutionContext(
        run_id="r", pipeline_id="p", pipeline_version="1", pipeline_input={"x": "y"}
    )
    mapper = InputMapper(context)

    def accepts(name: str, config: Json) -> bool:
        stage = ComponentConfig(id="stage", type=name, input_mapping=config)
        try:
            mapper.map_config_to_input(stage, registry.get_component_class(name).Input)
        except Exception:  # noqa: BLE001 - whatever it raises, the stage fails.
            return False
        return True

    return accepts


def sample(kind: Type) -> Json:
    """A value that fits a type."""
    match kind.name:
        case "str" | "any":
            return "some text"
        case "list":
            return [sample(kind.args[0])] * 2
        case "dict":
            return {}
        case "union":
            return sample(kind.args[0])
        case "bool":
            return True
        case _:
            return 50


def least(component: Component) -> Json:
    """A configuration with all required inputs and nothing else."""
    return {
        each.name: [] if each.keys else "x" if each.pattern else sample(each.type)
        for each in component.inputs
        if each.required
    }


def beyond(given: Input) -> Iterator[Json]:
    """Values just outside the limits of an input."""
    if given.minimum is not None:
        yield given.minimum - 1
    if given.maximum is not None:
        yield given.maximum + 1
    if given.exclusive_minimum is not None:
        yield given.exclusive_minimum
    if given.min_length is not None:
        yield sample(given.type)[: given.min_length - 1]
    if given.pattern is not None:
        yield "not a name"


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_required_inputs(component: Component, accepts: Accepts) -> None:
    """All required inputs are enough, and none of them can be left out."""
    config = least(component)

    assert accepts(component.name, config)
    for name in config:
        rest = {key: value for key, value in config.items() if key != name}
        assert not accepts(component.name, rest)


@pytest.mark.parametrize(
    ("component", "given"),
    [(component, each) for component, each in INPUTS if any(True for _ in beyond(each))],
    ids=lambda part: part.name,
)
def test_limits(component: Component, given: Input, accepts: Accepts) -> None:
    for value in beyond(given):
        assert not accepts(component.name, least(component) | {given.name: value})


@pytest.mark.parametrize(("component", "given"), INPUTS, ids=lambda part: part.name)
def test_null(component: Component, given: Input, accepts: Accepts) -> None:
    """Null is taken where the type says so; "any" refuses it."""
    accepted = accepts(component.name, least(component) | {given.name: None})

    assert accepted == given.type.takes_null


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_literals(component: Component, accepts: Accepts) -> None:
    """Each literal is taken, in upper case, too, and nothing else is."""
    for given in component.inputs:
        for value in given.type.values:
            assert accepts(component.name, least(component) | {given.name: str(value).upper()})
        if given.type.values:
            assert not accepts(component.name, least(component) | {given.name: "other"})


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_schema_takes_what_the_engine_takes(
    component: Component, accepts: Accepts, pipeline_schema: Json
) -> None:
    """The schema of a pipeline refuses no value that runs."""
    parts = pipeline_schema["$defs"]
    validator = Draft202012Validator(parts[f"config.{component.name}"] | {"$defs": parts})
    for given in component.inputs:
        for value in VALUES:
            config = least(component) | {given.name: value}
            if accepts(component.name, config) and not is_lost(given, value):
                problems = validator.iter_errors(config)
                assert [f"{error.json_path}: {error.message}" for error in problems] == []


def is_lost(given: Input, value: Json) -> bool:
    """Tell whether the engine takes a value only to fail for want of a key a moment later."""
    return value != [] and any(key.required for key in given.keys)


@pytest.mark.parametrize(
    ("name", "input_name", "value"),
    [
        ("generator", "temperature", "warm"),
        ("generator", "temperature", 3),
        ("generator", "prompt", ["a"]),
        ("critic", "criteria", "clarity"),
        ("combiner", "inputs", ["only one"]),
        ("http_request", "method", "FETCH"),
        ("http_request", "body", ["a"]),
        ("http_request", "headers", {"X-Count": 1}),
        ("variable_set", "name", "not a name"),
        ("variable_set", "value", None),
        ("router", "routes", {"a": "not a list"}),
        ("foreach", "item_variabel", "city"),
        ("output_router", "destinations", [{"id": "a", "type": "webhook"}]),
    ],
)
def test_schema_refuses_what_cannot_run(
    name: str, input_name: str, value: Json, pipeline_schema: Json, catalogue_examples: Json
) -> None:
    """The schema is loose, but not blind."""
    example = catalogue_examples[name]
    stages = [
        stage | {"config": stage["config"] | {input_name: value}}
        if stage["component_type"] == name
        else stage
        for stage in example["stages"]
    ]
    validator = Draft202012Validator(pipeline_schema)

    assert validator.is_valid(example)
    assert not validator.is_valid(example | {"stages": stages})


@pytest.fixture(scope="module")
def catalogue_examples() -> Json:
    """The examples, by component name."""
    return {component.name: component.example for component in COMPONENTS}
