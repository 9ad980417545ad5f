"""Hypothesis strategies for texts that look like pipelines, sound or not."""

import json
from functools import cache, reduce
from typing import Any

from hypothesis import strategies as st

from flowmason_assist.catalogue.component import Component
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.resources import folder
from tests.support import json_texts

IDS = ("a", "b", "c", "d.e", "", "input")
TEXTS = (
    "{{input.text}}",
    "{{upstream.a.content}}",
    "{{upstream.b.result.items.0}}",
    "{{a.output}}",
    "{{stages.c.output.f}}",
    "{{context.item}} of {{env.HOME}}",
    "{{#each items}}{{/each}}",
    "{{ input.text | upper }}",
    "{{input.count + 1}}",
    "{{",
    "}} {{input.",
    "\ud800 {{input.\u2028}}",
    "data['x'] > 1 and",
    "__import__('os').system('true')",
    "a[?b==`1`].c | [0]",
    "https://example.com/{{input.id}}",
    "SELECT * FROM t WHERE id = {{input.id}}",
    "a",
    "b",
    "",
)
STAGE_KEYS = ("timeout_ms", "retry_config", "on_error", "llm_settings", "enabled", "description")
FILE_KEYS = ("name", "id", "version", "input_schema", "output_stage_id", "sample_input", "extends")

ids = st.sampled_from(IDS)
odd = json_texts.values | st.sampled_from(TEXTS)


@cache
def _components() -> tuple[Component, ...]:
    return tuple(load_catalogue(folder("schemas")))


@st.composite
def stages(draw: st.DrawFn) -> Any:  # noqa: ANN401 - JSON.
    """Give a stage of some component, whose settings may be anything."""
    component = draw(st.sampled_from(_components()))
    names = [each.name for each in component.inputs]
    keys = st.sampled_from([*names, "unknown"]) if names else st.just("unknown")
    config = draw(st.dictionaries(keys, odd | st.lists(ids, max_size=3), max_size=5))
    stage: dict[str, object] = {
        "id": draw(ids | json_texts.scalars),
        "component_type": draw(st.just(component.name) | st.sampled_from(TEXTS)),
        draw(st.sampled_from(["config", "config", "input_mapping"])): config,
        "depends_on": draw(st.lists(ids, max_size=3) | json_texts.scalars),
    }
    return stage | draw(st.dictionaries(st.sampled_from(STAGE_KEYS), odd, max_size=2))


documents = st.builds(
    lambda head, stages: head | {"stages": stages},
    st.dictionaries(st.sampled_from(FILE_KEYS), odd, max_size=4),
    st.lists(stages(), max_size=6) | odd,
)
sound = st.builds(json_texts.written, documents, json_texts.indents, escaped=st.booleans())
damaged = st.builds(
    lambda text, changes: reduce(json_texts.changed, changes, text),
    sound,
    st.lists(json_texts.small_changes | json_texts.changes, max_size=2),
)
shipped = st.sampled_from(
    [json.dumps(each.example, indent=2) for each in _components() if each.example]
)
edited = st.builds(
    lambda text, changes: reduce(json_texts.changed, changes, text),
    shipped,
    st.lists(json_texts.small_changes, min_size=1, max_size=3),
)
texts = damaged | edited
