"""What the catalogue says that values mean is what the engine does with them."""

import json
from typing import Any

import pytest

from flowmason_assist.catalogue.component import Component, Input, Role
from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.catalogue.types import Type
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.resources import folder

Json = Any

COMPONENTS = load_catalogue(folder("schemas"))

EXPRESSIONS = [
    (component, given)
    for component in COMPONENTS
    for given in component.inputs
    if given.role is Role.EXPRESSION and given.names
]


def stage(component: str, config: Json, name: str = "it") -> Json:
    """A stage on its own."""
    return {"id": name, "component_type": component, "config": config}


def run(engine: EngineSession, *stages: Json) -> Any:  # noqa: ANN401 - JSON.
    """What the engine makes of a pipeline."""
    return engine.run(json.dumps({"name": "p", "stages": list(stages)}))


@pytest.mark.parametrize(("component", "given"), EXPRESSIONS, ids=lambda part: part.name)
def test_expressions_see_the_names_that_are_listed(
    component: Component, given: Input, engine: EngineSession
) -> None:
    """Only a name that is seen makes the expression true; an unknown one is swallowed."""
    subject: Json = {
        "conditional": {"condition": "x"},
        "router": {"value": "x", "routes": {"True": []}},
        "foreach": {"items": ["x"]},
        "filter": {"data": "x"},
    }[component.name]
    field = {
        "conditional": "condition_result",
        "router": "matched_value",
        "foreach": "processed_items",
        "filter": "passed",
    }[component.name]

    seen = {
        name: run(engine, stage(component.name, subject | {given.name: f"{name} == 'x'"})).outputs[
            "it"
        ][field]
        for name in ("value", "item", "data", "input", "x")
    }

    true = {name for name, outcome in seen.items() if outcome in (True, 1)}
    assert true == set(given.names)


def test_expression_sees_other_names_in_another_mode(
    engine: EngineSession, catalogue: Catalogue
) -> None:
    condition = catalogue.components["filter"].input("condition")
    assert condition
    assert condition.names_when
    [name] = condition.names_when.names
    mode = {condition.names_when.input: condition.names_when.value}

    kept = run(engine, stage("filter", {"data": [1, 2], "condition": f"{name} > 1", **mode}))
    fails = run(engine, stage("filter", {"data": [1, 2], "condition": "data > 1", **mode}))

    assert kept.outputs["it"]["data"] == [2]
    assert not fails.runs


@pytest.mark.parametrize("name", ["output_router", "error_router"])
def test_keys_that_are_required(name: str, engine: EngineSession) -> None:
    """A destination without one of them fails the stage; the others may be absent."""
    base: Json = {
        "output_router": {"data": 1},
        "error_router": {"error_type": "a", "error_message": "b"},
    }
    destinations = COMPONENTS.components[name].input("destinations")
    assert destinations
    required = {key.name for key in destinations.keys if key.required}
    whole = {"id": "a", "type": "email", "name": "A", "config": {}}

    assert set(whole) == required
    assert run(engine, stage(name, base[name] | {"destinations": [whole]})).runs
    for key in required:
        part = {each: value for each, value in whole.items() if each != key}
        assert not run(engine, stage(name, base[name] | {"destinations": [part]})).runs


@pytest.mark.parametrize(
    "component",
    [each for each in COMPONENTS if each.registered and not each.usable],
    ids=lambda component: component.name,
)
def test_what_is_not_usable_does_not_do_its_work(
    component: Component, engine: EngineSession
) -> None:
    """It fails, or gives back what it was given."""
    config: Json = {
        "break_loop": {"condition": True},
        "parallel": {"tasks": ["a", "b"]},
        "retry": {"task": "a"},
        "timeout": {"task": "a", "timeout": 1},
        "subpipeline": {"pipeline_id": "other"},
    }[component.name]

    found = run(engine, stage(component.name, config))

    outcome = found.outputs.get("it") or {}
    assert not found.runs or outcome.get("result") in ("a", None)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_outputs_of_examples_have_the_listed_types(
    component: Component, engine: EngineSession
) -> None:
    """Every output of a stage is listed, and fits the type that is listed for it."""
    if not component.example:
        return
    found: Any = engine.run(json.dumps(component.example))

    for each in component.example["stages"]:  # type: ignore[index]
        outputs = found.outputs.get(each["id"])
        known = COMPONENTS.components[each["component_type"]]
        if outputs and "skipped" not in outputs:
            assert set(outputs) == {output.name for output in known.outputs}
            for output in known.outputs:
                assert fits(outputs[output.name], output.type), output.name


def fits(value: Json, kind: Type) -> bool:
    """Tell whether a value is of a type."""
    match kind.name:
        case "any":
            return True
        case "list":
            return isinstance(value, list) and all(fits(each, kind.args[0]) for each in value)
        case "dict":
            return isinstance(value, dict) and all(
                fits(each, kind.args[1]) for each in value.values()
            )
        case "object":
            known = {name for name, _ in kind.fields}
            return (
                isinstance(value, dict)
                and all(fits(value.get(name), each) for name, each in kind.fields)
                and not (kind.closed and set(value) - known)
            )
        case "union":
            return any(fits(value, member) for member in kind.args)
        case "literal":
            return value in kind.values
    python: Json = {"str": str, "int": int, "float": (int, float), "bool": bool}
    return value is None if kind.name == "null" else isinstance(value, python[kind.name])
