"""Merging agrees with the engine's own resolver."""

import copy
from typing import Any

import pytest
from flowmason_core.config.types import PipelineConfig
from flowmason_core.inheritance.resolver import InheritanceResolver
from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.ide.inheritance.merge import merged

Json = dict[str, Any]

BASE: Json = {
    "id": "base",
    "name": "base",
    "description": "Writes a report.",
    "tags": ["report"],
    "input_schema": {"type": "object", "properties": {"topic": {}}, "required": ["topic"]},
    "stages": [
        {
            "id": "draft",
            "component_type": "generator",
            "config": {"prompt": "Write about {{input.topic}}", "more": {"a": 1, "b": 2}},
        },
        {"id": "keep", "type": "logger", "input_mapping": {"message": "kept"}, "timeout_ms": 500},
    ],
    "output_stage_id": "draft",
}
CHILD: Json = {"id": "child", "name": "child", "extends": "base"}
STAGES = ("draft", "keep", "new")


def with_overrides(**overrides: Json) -> Json:
    return {**CHILD, "overrides": overrides}


CHAINS = {
    "nothing changes": [BASE, CHILD],
    "a stage is replaced": [
        BASE,
        {**CHILD, "stages": [{"id": "keep", "type": "logger", "config": {"message": "mine"}}]},
    ],
    "a stage is added": [
        BASE,
        {**CHILD, "stages": [{"id": "new", "type": "logger", "depends_on": ["draft"]}]},
    ],
    "values are merged key by key": [
        BASE,
        with_overrides(draft={"config": {"more": {"b": 3, "c": 4}, "temperature": 0.1}}),
    ],
    "values under the other name": [
        BASE,
        with_overrides(
            draft={"input_mapping": {"prompt": "lost", "extra": 1}},
            keep={"config": {"message": "other"}},
        ),
    ],
    "a component is changed": [
        BASE,
        with_overrides(draft={"type": "critic"}, keep={"component_type": "generator"}),
    ],
    "a stage that is not there": [BASE, with_overrides(nobody={"config": {}})],
    "other keys of a stage": [
        BASE,
        with_overrides(keep={"depends_on": ["draft"], "timeout_ms": 900, "name": "Keep"}),
    ],
    "schemas, tags and output": [
        BASE,
        {
            **CHILD,
            "tags": ["german", "report"],
            "output_stage_id": "keep",
            "input_schema": {"properties": {"language": {}}, "required": ["language"]},
        },
    ],
    "grandparents": [
        BASE,
        {
            **with_overrides(draft={"config": {"prompt": "Middle"}}),
            "id": "middle",
            "name": "middle",
        },
        {**CHILD, "extends": "middle", "overrides": {"draft": {"config": {"more": 1}}}},
    ],
    "parts": [
        {**BASE, "compositions": [{"id": "a", "pipeline": "x"}, {"id": "b", "pipeline": "y"}]},
        {**CHILD, "compositions": [{"id": "a", "pipeline": "z"}, {"id": "c", "pipeline": "w"}]},
    ],
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
def test_the_engine_merges_the_same(chain: list[Json]) -> None:
    assert seen(PipelineConfig(**copy.deepcopy(merged(chain)))) == seen(resolved(chain))


MAPPINGS = st.dictionaries(
    st.sampled_from(["prompt", "more", "x"]),
    st.recursive(
        st.integers(0, 3),
        lambda inner: st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
)
COMPONENTS = st.sampled_from(["generator", "critic", "logger"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "type": COMPONENTS,
        "component_type": COMPONENTS,
        "config": MAPPINGS,
        "input_mapping": MAPPINGS,
        "depends_on": st.lists(st.sampled_from(STAGES), max_size=2),
    },
)


@st.composite
def stages(draw: st.DrawFn) -> list[Json]:
    names = draw(st.lists(st.sampled_from(STAGES), unique=True))
    found = []
    for name in names:
        stage = {"id": name, **draw(CHANGES)}
        if "type" not in stage and "component_type" not in stage:
            stage["type"] = draw(COMPONENTS)
        found.append(stage)
    return found


@given(
    stages(),
    stages(),
    st.dictionaries(st.sampled_from(STAGES), CHANGES, max_size=2),
)
def test_whatever_is_written_the_engine_merges_the_same(
    older: list[Json], own: list[Json], overrides: dict[str, Json]
) -> None:
    chain = [
        {"id": "base", "name": "base", "stages": older},
        {**CHILD, "stages": own, "overrides": overrides},
    ]

    assert seen(PipelineConfig(**copy.deepcopy(merged(chain)))) == seen(resolved(chain))


def test_what_a_run_needs_is_kept() -> None:
    base = {**BASE, "sample_input": {"topic": "tea"}}

    found = merged([base, {**CHILD, "$schema": "x", "abstract": False}])

    assert found["sample_input"] == {"topic": "tea"}
    assert found["$schema"] == "x"
    assert not {"extends", "overrides", "abstract"} & found.keys()


@pytest.mark.parametrize("odd", [7, None, "x", [1, {"id": []}], {}])
def test_odd_values_do_no_harm(odd: object) -> None:
    keys = ("stages", "overrides", "tags", "input_schema", "compositions")
    broken = dict.fromkeys(keys, odd)

    assert isinstance(merged([{**BASE, **broken}, {**CHILD, **broken}]), dict)


def resolved(chain: list[Json]) -> PipelineConfig:
    """Let the engine resolve the last pipeline of a chain."""
    loaded = {each["name"]: PipelineConfig(**copy.deepcopy(each)) for each in chain}
    return InheritanceResolver(loaded.get).resolve(loaded[chain[-1]["name"]])


def seen(pipeline: PipelineConfig) -> Json:
    """Give what counts when a pipeline runs."""
    return {
        "head": (pipeline.id, pipeline.name, pipeline.description, pipeline.output_stage_id),
        "tags": sorted(pipeline.tags),
        "input": (pipeline.input_schema.properties, sorted(pipeline.input_schema.required)),
        "parts": [(each.id, each.pipeline) for each in pipeline.compositions],
        "stages": [
            (each.id, each.type, each.input_mapping, each.depends_on, each.timeout_ms, each.name)
            for each in pipeline.stages
        ],
    }
