"""Pipelines, replies and calls that make the engine say each of its messages, by its id."""

from typing import Any

WEB = {"url": "https://example.com"}
ONE_RETRY = {"max_retries": 1, "initial_delay_ms": 100}
# By id of the message: a component, its config, and whatever else the stage or the run needs.
MAPPING: dict[str, tuple[str, dict[str, Any]]] = {
    "E01b": ("logger", {"message": "{{text}}"}),
    "E02": ("logger", {"message": "{{upstream.x.content}}"}),
    "E03": ("logger", {"message": "{{upstream.before.content}}"}),
    "E04": ("logger", {"message": "{{input.topik}}"}),
    "E05": ("logger", {"message": "{{input.items.0}}"}),
    "E06": ("logger", {"message": "{{env.NOPE_XYZ}}"}),
    "E07": ("logger", {"message": "{{env.A.B}}"}),
    "E08": ("logger", {"message": "{{context.user}}"}),
    "E09": ("critic", {"contents": "c"}),
    "E10": ("generator", {"prompt": "p", "temperature": 3}),
    "E11": ("variable_set", {"name": "1x", "value": 1}),
    "E12": ("selector", {"candidates": ["a"]}),
    "E13": ("http_request", {**WEB, "method": "FETCH"}),
    "E14": ("critic", {"content": "c", "criteria": "x"}),
    "E15": ("foreach", {"items": "x", "loop_stages": ["before"]}),
    "E16": ("foreach", {"items": '{"a": 1}', "loop_stages": ["before"]}),
    "E17": ("foreach", {"items": 3, "loop_stages": ["before"]}),
    "E18": ("generator", {"prompt": 3}),
    "E19": ("generator", {"prompt": None}),
    "E20": ("generator", {"prompt": "p", "max_tokens": "x"}),
    "E21": ("generator", {"prompt": "p", "max_tokens": 3.5}),
    "E22": ("generator", {"prompt": "p", "max_tokens": "3.5"}),
    "E23": ("generator", {"prompt": "p", "temperature": "x"}),
    "E24": ("return", {"condition": "a > b"}),
    "E84": ("aggregate", {"data": [{"a": 1}], "aggregations": {"a": "sum"}}),
    "E89": ("timeout", {"task": "t", "timeout": 0}),
}
DELIVERY = {"id": "d", "config": {}}
COMPONENT: dict[str, tuple[str, dict[str, Any]]] = {
    "E25": ("http-request", WEB),
    "E32": ("http_request", {"url": "/api"}),
    "E35": ("json_transform", {"data": {}, "jmespath_expression": "a[?"}),
    "E36": ("filter", {"data": [1], "filter_mode": "filter_array", "condition": "data > 1"}),
    "E37": (
        "filter",
        {"data": [1], "filter_mode": "filter_array", "condition": "[x for x in data if x]"},
    ),
    "E38": ("parallel", {"tasks": ["a"]}),
    "E39": ("break_loop", {"condition": True}),
    "E40": ("continue_loop", {"condition": True}),
    "E86": ("schema_validate", {"data": 1, "json_schema": {"type": "nope"}}),
    "E87": ("output_router", {"data": 1, "destinations": [{**DELIVERY, "type": "x", "name": "n"}]}),
    "E88": ("output_router", {"data": 1, "destinations": [{**DELIVERY, "type": "email"}]}),
    "E98": ("subpipeline", {"pipeline_id": ""}),
}
REPLIES: dict[str, tuple[str, dict[str, Any], str]] = {
    "E41": ("critic", {"content": "c"}, '{"score": "high"}'),
    "E42": ("critic", {"content": "c"}, "[1]"),
    "E43": ("critic", {"content": "c"}, '{"strengths": "many"}'),
    "E44": ("selector", {"candidates": ["a", "b"]}, '{"selected_index": "0"}'),
}
CONDITIONS = {
    "E70": "item ===",
    "E71": "open('x')",
    "E72": "item.__class__",
    "E73": "(lambda: 1)()",
    "E74": "nope > 1",
    "E75": "[1][5]",
    "E76": "[1].foo",
}
REFUSED: dict[str, dict[str, Any]] = {
    "E47": {"name": None},
    "E48": {"stages": [{"id": "a"}]},
    "E49": {"stages": [{"id": "a", "type": "logger", "timeout_ms": 5}]},
    "E50": {"stages": [{"id": "a", "type": "logger", "timeout_ms": 700_000}]},
    "E51": {"stages": [{"id": "a", "type": "logger", "retry_config": {"max_retries": 11}}]},
    "E52": {"stages": [{"id": "a", "type": "logger", "retry_config": {"initial_delay_ms": 1}}]},
    "E53": {"stages": [{"id": "a", "type": "logger", "retry_config": {"max_delay_ms": 1}}]},
    "E54": {"stages": [{"id": "a", "type": "logger", "retry_config": {"backoff_multiplier": 9}}]},
    "E55": {"input_schema": {"additionalProperties": False}},
    "E56": {"compositions": ["other"]},
    "E57": {"stages": [{"id": "a", "type": "logger", "depends_on": "b"}]},
    "E59": {"metadata": {"problem": "text"}},
}
# What a run cannot show: code of the engine that only Python reaches.
INHERIT = (
    "from flowmason_core.config.types import PipelineConfig\n"
    "from flowmason_core.inheritance.resolver import InheritanceResolver\n"
    "pipelines = {'a': PipelineConfig(id='a', name='a', extends='b')}\n"
    "pipelines['b'] = PipelineConfig(id='b', name='b', extends='a')\n"
    "resolve = InheritanceResolver(pipelines.get).resolve\n"
)
SNIPPETS = {
    "E61": INHERIT + "resolve(PipelineConfig(id='x', name='x', extends='nope'))",
    "E62": INHERIT + "resolve(PipelineConfig(id='x', name='x', abstract=True))",
    "E63": INHERIT + "resolve(pipelines['a'])",
    "E64": "from flowmason_core.project.loader import load_pipeline_file\n"
    "load_pipeline_file('/nope.pipeline.json')",
    "E66": "from flowmason_core.project.loader import ProjectLoader\n"
    "ProjectLoader('/').load_pipeline('zzz')",
    "E90": "from flowmason_core.providers import AnthropicProvider\nAnthropicProvider()",
    "E91": "from flowmason_core.providers import OpenAIProvider\nOpenAIProvider()",
    "E92": "from flowmason_core.config.types import LLMHelper\nLLMHelper(None).generate('p')",
    "E93": "context.llm.parse_json('no JSON at all')",
    "E94": "from flowmason_core.core import node\n"
    "node(name='n', category='c', description='d')(type('N', (), {}))",
    "E97": "from flowmason_core.validation.pipeline_validator import PipelineValidator\n"
    "PipelineValidator().validate({'name': 'n', 'stages': ['x']})",
}
# What the engine says only where something is installed, or is not.
TOLD = {
    "E60": "Circular dependency detected among stages: ['a', 'b']",
    "E80": "asyncpg not installed. Install with: pip install asyncpg",
    "E81": "File not found: data/in.csv",
    "E82": 'Parser Error: syntax error at or near "selec"\n\nLINE 1: selec a\n        ^',
    "E83": "Right join keys not found in right dataset: ['zz']",
    "E85": "expression required for filter operation",
    "E95": "Direct component registration not yet implemented. Package your component and use",
}
