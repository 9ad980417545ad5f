"""What models, the web, connectors and variables answer in a dry run."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.options import CannedResponse, DryRunOptions, ScriptedReply
from flowmason_assist.engine.session import EngineSession
from tests.support.json_value import at

Write = Callable[..., str]

NODES = {
    "analyzer": ({"text": "t"}, "analysis"),
    "chat": ({"message": "m"}, "response"),
    "combiner": ({"inputs": ["a", "b"]}, "synthesized"),
    "critic": ({"content": "c"}, "feedback"),
    "embedder": ({"text": "t", "dimensions": 3}, "embedding"),
    "generator": ({"prompt": "p"}, "content"),
    "improver": ({"content": "c", "feedback": "f"}, "improved_content"),
    "rewriter": ({"text": "t"}, "rewritten"),
    "selector": ({"candidates": ["a", "b"]}, "explanation"),
    "summarizer": ({"text": "t"}, "summary"),
    "translator": ({"text": "t", "target_language": "de"}, "translated"),
}
SETTINGS: dict[str, dict[str, Any]] = {
    "postgres": {
        "sql": "SELECT 1",
        "table": "t",
        "columns": ["a"],
        "values": [["x"]],
        "queries": [{"sql": "SELECT 1"}],
    },
    "mongodb": {
        "database": "d",
        "collection": "c",
        "document": {"a": 1},
        "documents": [{"a": 1}],
        "update": {"$set": {"a": 2}},
        "pipeline": [{"$match": {}}],
    },
    "redis": {"key": "k", "value": "v", "field": "f", "keys_pattern": "*", "expire_seconds": 9},
    "s3": {
        "bucket": "b",
        "key": "k",
        "keys": ["k"],
        "content": "c",
        "source_bucket": "s",
        "source_key": "k",
    },
    "local_file": {"path": "/data/in.txt", "content": "c"},
}
OPERATIONS = {
    "postgres": "query, execute, bulk_insert, transaction",
    "mongodb": "find, find_one, insert_one, insert_many, update_one, update_many, delete_one,"
    " delete_many, aggregate, count",
    "redis": "get, set, delete, exists, keys, expire, ttl, incr, decr, lpush, rpush, lpop, rpop,"
    " lrange, hget, hset, hgetall, hdel, sadd, smembers, sismember",
    "s3": "upload, download, list, delete, delete_many, copy, presigned_url, head",
    "local_file": "read, write, append, delete, list, exists",
}
EACH_OPERATION = [
    (connector, operation)
    for connector, operations in OPERATIONS.items()
    for operation in operations.split(", ")
]


@pytest.mark.parametrize("node", NODES)
def test_every_node_gets_a_reply_that_it_can_read(
    engine: EngineSession, pipeline: Write, node: str
) -> None:
    config, field = NODES[node]

    run = engine.run(pipeline(("a", node, config)))

    assert run.runs, run.error_message
    assert at(run.output, field)


@pytest.mark.parametrize(("connector", "operation"), EACH_OPERATION)
def test_every_operation_of_a_connector_succeeds(
    engine: EngineSession, pipeline: Write, connector: str, operation: str
) -> None:
    config = {"operation": operation, **SETTINGS[connector]}

    run = engine.run(pipeline(("a", connector, config)))

    assert run.runs
    assert at(run.output, "success") is True, at(run.output, "error")


@pytest.mark.parametrize(
    ("connector", "config", "problem"),
    [
        ("postgres", {"operation": "query"}, "sql parameter is required"),
        ("postgres", {"operation": "query", "sql": "SELECT $1"}, "expects 1 arguments"),
        ("mongodb", {"operation": "update_one", "update": {"a": 1}}, "$ operators"),
        ("mongodb", {"operation": "find", "connection_string": "x"}, "Invalid URI scheme"),
        ("redis", {"operation": "get"}, "key parameter is required"),
        ("s3", {"operation": "upload", "bucket": "b", "key": "k"}, "content parameter is required"),
    ],
)
def test_what_a_connector_refuses_is_still_refused(
    engine: EngineSession, pipeline: Write, connector: str, config: dict[str, Any], problem: str
) -> None:
    """Only what lies behind the connector is made up."""
    run = engine.run(pipeline(("a", connector, {"database": "d", "collection": "c", **config})))

    assert at(run.output, "success") is False
    assert problem in at(run.output, "error")


def test_connectors_find_what_the_caller_put_there(engine: EngineSession, pipeline: Write) -> None:
    found: dict[str, Json] = {
        "postgres": [{"n": 1}],
        "mongodb": [{"n": 2}],
        "redis": {"k": {"f": 3}, "l": [4, "x"]},
        "s3": {"k": "five"},
        "local_file": {"in.json": {"n": 6}},
    }
    mongo = {"operation": "find_one", "database": "d", "collection": "c"}

    run = engine.run(
        pipeline(
            ("p", "postgres", {"operation": "query", "sql": "SELECT n FROM t"}),
            ("m", "mongodb", mongo),
            ("h", "redis", {"operation": "hget", "key": "k", "field": "f"}),
            ("l", "redis", {"operation": "lrange", "key": "l"}),
            ("s", "s3", {"operation": "download", "bucket": "b", "key": "k"}),
            ("f", "local_file", {"operation": "read", "path": "in.json", "format": "json"}),
        ),
        options=DryRunOptions(connectors=found),
    )

    outputs = run.outputs
    assert at(outputs["p"], "rows") == [{"n": 1}]
    assert at(outputs["m"], "document") == {"n": 2}
    assert at(outputs["h"], "value") == 3
    assert at(outputs["l"], "values") == [4, "x"]
    assert at(outputs["s"], "content") == "five"
    assert at(outputs["f"], "content") == {"n": 6}


def test_rows_have_the_columns_that_are_selected(engine: EngineSession, pipeline: Write) -> None:
    sql = "SELECT u.id, lower(u.name) AS short, count(*) total FROM users u"

    run = engine.run(pipeline(("a", "postgres", {"operation": "query", "sql": sql})))

    assert list(at(run.output, "rows", 0)) == ["id", "short", "total"]


@pytest.mark.parametrize(
    ("component", "config", "field"),
    [
        ("http_request", {"url": "https://example.com"}, "body.data"),
        ("analyzer", {"text": "t"}, "analysis.data"),
        ("generator", {"prompt": "p"}, "content"),
        ("postgres", {"operation": "query", "sql": "SELECT * FROM t"}, "rows"),
        ("mongodb", {"operation": "find", "database": "d", "collection": "c"}, "documents"),
    ],
)
def test_answers_have_the_shape_that_the_pipeline_reads(
    engine: EngineSession, pipeline: Write, component: str, config: dict[str, Any], field: str
) -> None:
    """A list for a loop, objects for its variable, and keys for each template."""
    loop = {"items": f"{{{{upstream.a.{field}}}}}", "loop_stages": ["c"], "item_variable": "row"}
    body = {"message": "{{context.row.name}} {{upstream.b.row.address.city}}"}

    run = engine.run(
        pipeline(("a", component, config), ("b", "foreach", loop, "a"), ("c", "logger", body, "b"))
    )

    assert run.runs, run.error_message
    assert at(run.outputs["b"], "results")


def test_parts_of_an_answer_keep_their_declared_type(
    engine: EngineSession, pipeline: Write
) -> None:
    """A score by criterion is a number, even where it is only read into a text."""
    reader = ("b", "logger", {"message": "score {{upstream.a.criterion_scores.clarity}}"}, "a")

    run = engine.run(pipeline(("a", "critic", {"content": "c"}), reader))

    assert run.runs, run.error_message
    assert at(run.outputs["a"], "criterion_scores") == {"clarity": 1.5}


def test_texts_take_the_type_that_their_reader_wants(
    engine: EngineSession, pipeline: Write
) -> None:
    config = {"prompt": "p", "max_tokens": "{{upstream.a.content}}"}

    run = engine.run(pipeline(("a", "generator", {"prompt": "p"}), ("b", "generator", config, "a")))

    assert run.runs, run.error_message
    assert at(run.outputs["a"], "content").isdigit()


def test_a_prompt_that_wants_json_gets_it(engine: EngineSession, pipeline: Write) -> None:
    run = engine.run(pipeline(("a", "generator", {"prompt": "Answer in JSON."})))

    assert isinstance(json.loads(at(run.output, "content")), dict)


def test_declared_inputs_get_the_parts_that_are_read(
    engine: EngineSession, pipeline: Write
) -> None:
    """Undeclared ones stay missing, as they would be."""
    schema = {"type": "object", "properties": {"customer": {"type": "object"}}}
    declared = ("a", "logger", {"message": "{{input.customer.name}}"})
    undeclared = ("a", "logger", {"message": "{{input.other}}"})

    assert engine.run(pipeline(declared, input_schema=schema)).runs
    assert not engine.run(pipeline(undeclared, input_schema=schema)).runs


def test_replies_can_be_scripted(engine: EngineSession, pipeline: Write) -> None:
    replies = (
        ScriptedReply("for b", stage="b"),
        ScriptedReply("for prompts on cats", pattern="(?i)cats"),
    )
    stages = [(name, "generator", {"prompt": f"{name} Cats"}) for name in "ab"]

    run = engine.run(pipeline(*stages), options=DryRunOptions(replies=replies))

    assert at(run.outputs["a"], "content") == "for prompts on cats"
    assert at(run.outputs["b"], "content") == "for b"


def test_a_provider_may_fail_in_both_ways(engine: EngineSession, pipeline: Write) -> None:
    """The engine's own give empty text, which fails nothing; others raise."""
    text = pipeline(("a", "generator", {"prompt": "p"}))

    empty = engine.run(text, options=DryRunOptions(provider="empty"))
    raised = engine.run(text, options=DryRunOptions(provider="raises"))

    assert (empty.runs, at(empty.output, "content")) == (True, "")
    assert "Error code: 429" in str(raised.error_message)


def test_without_provider_the_engine_makes_up_its_own(
    engine: EngineSession, pipeline: Write
) -> None:
    run = engine.run(
        pipeline(("a", "generator", {"prompt": "p"})), options=DryRunOptions(provider="none")
    )

    assert at(run.output, "model") == "mock"


def test_responses_can_be_canned(engine: EngineSession, pipeline: Write) -> None:
    responses = (
        CannedResponse(r"^POST .*/orders", status=500, body="broken"),
        CannedResponse("orders", body=[1, 2], headers={"x-total": "2"}),
    )
    url = "https://example.com/orders"

    run = engine.run(
        pipeline(
            ("get", "http_request", {"url": url}),
            ("post", "http_request", {"url": url, "method": "POST"}),
        ),
        options=DryRunOptions(responses=responses),
    )

    assert at(run.outputs["get"], "body") == [1, 2]
    assert at(run.outputs["get"], "headers", "x-total") == "2"
    assert at(run.outputs["post"], "status_code") == 500
    assert at(run.outputs["post"], "body") == "broken"
    assert at(run.outputs["post"], "success") is False


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        ({"url": "/api"}, "missing an 'http://' or 'https://' protocol"),
        ({"url": "ftp://x"}, "unsupported protocol 'ftp://'"),
        ({"url": "http://"}, "missing an 'http://' or 'https://' protocol"),
        ({"url": "https://x", "headers": {"a": "b\nc"}}, "Illegal header value"),
        ({"url": "https://x:port"}, "Invalid port"),
    ],
)
def test_requests_that_no_client_sends_fail(
    engine: EngineSession, pipeline: Write, config: dict[str, Any], problem: str
) -> None:
    run = engine.run(pipeline(("a", "http_request", config)))

    assert (run.runs, run.failed_stage) == (False, "a")
    assert problem in str(run.error_message)


@pytest.mark.parametrize(
    ("name", "value"),
    [("API_URL", "https://example.com"), ("DB_PORT", "8080"), ("ANY", "placeholder")],
)
def test_missing_variables_are_made_up_by_their_name(
    engine: EngineSession, pipeline: Write, name: str, value: str
) -> None:
    text = pipeline(("a", "variable_set", {"name": "n", "value": f"{{{{env.{name}}}}}"}))

    run = engine.run(text)

    assert value in at(run.output).values()
    assert run.notes == (f'the variable "{name}" is made up: "{value}"',)
