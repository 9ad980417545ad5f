"""Whatever a file says, the engine's process answers and stays."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession

COMPONENTS = (
    "analyzer critic generator embedder selector combiner http_request json_transform filter loop"
    " variable_set logger schema_validate output_router conditional foreach parallel return retry"
    " router subpipeline switch_router timeout trycatch postgres mongodb redis s3 local_file sql"
    " join aggregate pandas break_loop nowhere"
)
FIELDS = (
    "prompt content text data items loop_stages condition url method operation key value path"
    " true_branch_stages try_stages error_scope candidates inputs tasks destinations json_schema"
    " jmespath_expression name message routes database collection bucket sql document update"
)
NAMES = st.sampled_from(FIELDS.split())
TEXTS = st.sampled_from(
    [
        "",
        "a",
        "query",
        "find",
        "get",
        "download",
        "read",
        "{{input.x}}",
        "{{upstream.a.content}}",
        "{{upstream.a.body.items}}",
        "{{upstream.b}}",
        "{{env.X}}",
        "{{env.\ud800}}",
        "{{context.item.y}}",
        "{{}}",
        "{{",
        "\ud800",
        "\0",
        "[1, 2]",
        '{"a": 1}',
        "https://example.com",
    ]
)
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=5,
)
STAGES = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abc"),
        "component_type": st.sampled_from(COMPONENTS.split()),
        "config": st.dictionaries(NAMES, VALUES, max_size=6),
        "depends_on": st.lists(st.sampled_from("abc"), max_size=2),
    },
    optional={"on_error": st.just("continue"), "retry_config": VALUES},
)
PIPELINES = st.fixed_dictionaries(
    {"id": st.just("p"), "name": st.just("p"), "stages": st.lists(STAGES, max_size=4)},
    optional={"input_schema": VALUES, "sample_input": VALUES, "output_stage_id": VALUES},
)


OPTIONS = st.builds(
    DryRunOptions,
    reader=st.sampled_from(["cli", "core"]),
    provider=st.sampled_from(["stub", "empty"]),
)


@settings(max_examples=200, deadline=None)
@given(PIPELINES, OPTIONS)
def test_every_pipeline_is_answered(
    engine: EngineSession, pipeline: dict[str, Any], options: DryRunOptions
) -> None:
    run = engine.run(json.dumps(pipeline), options=options)

    assert run.stopped is None
    assert run.runs or run.error_type
    assert json.dumps(run.to_json())
