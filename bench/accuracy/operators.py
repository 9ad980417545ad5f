"""Stages that compute, check, log and send, with results that are known where they can be."""

import json
from typing import Any, Final

from bench.accuracy.draft import Draft, on_one_line
from bench.accuracy.expressions import condition, inner_path, item_condition
from bench.accuracy.nodes import BOOL, INT, LIST, MAYBE, OBJECT, TEXT, Made, Recipe
from bench.accuracy.source import LISTS, PRESENT, UNKNOWN, Kind, Output, of
from bench.accuracy.transforms import json_transform, known_object

METHODS: Final = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


def http_request(draft: Draft) -> Made:
    """A call to a web service."""
    method = draft.choice(METHODS)
    config: dict[str, Any] = {"url": _url(draft)}
    if method != "GET" or draft.dice.chance(0.5):
        config["method"] = method
    if method.upper() in {"POST", "PUT", "PATCH"} and draft.dice.chance(0.8):
        body = {key: draft.literal(2) for key in draft.some_keys()}
        config["body"] = json.dumps({"q": [1, 2]}) if draft.dice.chance(0.1) else body
    draft.fill(
        config,
        headers=lambda: {"Accept": "application/json", "X-Trace": draft.token()},
        params=lambda: {key: draft.plain() for key in draft.some_keys()},
        timeout=lambda: draft.whole_number(1, 300),
        follow_redirects=draft.flag,
    )
    outputs = {"status_code": INT, "headers": OBJECT, "body": Output("any"), "elapsed_ms": INT}
    return Made(config, {**outputs, "success": BOOL, "url": TEXT})


def variable_set(draft: Draft) -> Made:
    """A value with a name."""
    name = draft.dice.pick(["total", "_state", "customerName", "x1", "limit"])
    found = known_object(draft) if draft.dice.chance(0.4) else None
    if found is None:
        value = draft.anything()
        kind: Kind = "any" if isinstance(value, str) and "{{" in value else "maybe"
        outputs = {"value": Output(kind), "name": of(name), "was_set": of(value=True)}
        return Made({"name": name, "value": value}, outputs)
    template, known = found
    path, value = inner_path(draft.dice, known)
    config = {"name": name, "value": template, "extract_path": path}
    return Made(config, {"value": of(value), "name": of(name), "was_set": BOOL})


def data_filter(draft: Draft) -> Made | None:
    """A check of one value, or of each item of a list."""
    source = draft.find(PRESENT, lambda source: source.known is not UNKNOWN)
    if source is None:
        return None
    config: dict[str, Any] = {"data": draft.ref(source)}
    if isinstance(source.known, list) and source.known and draft.dice.chance(0.7):
        config["filter_mode"] = "filter_array"
        config["condition"], kept = item_condition(draft.dice, source.known)
        outputs = {"passed": BOOL, "data": of(kept), "filtered_count": INT, "reason": TEXT}
        return Made(config, outputs)
    if isinstance(source.known, dict) and source.known and draft.dice.chance(0.6):
        key = draft.dice.pick(list(source.known))
        config["field_conditions"] = {key: source.known[key], "absent": 1}
        config["pass_if_missing"] = draft.dice.pick([True, "yes"])
    else:
        config["condition"] = condition(draft.dice, "data", source.known)
    draft.fill(config, 0.15, invert=draft.flag)
    return Made(config, {"passed": BOOL, "data": MAYBE, "filtered_count": INT, "reason": TEXT})


def schema_validate(draft: Draft) -> Made:
    """A check against a JSON Schema."""
    schemas: list[dict[str, Any]] = [
        {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
        {"type": ["string", "null"], "minLength": 2, "pattern": "^[A-Z]{2}-\\d+$"},
        {"type": "array", "items": {"type": "object"}, "minItems": 1, "uniqueItems": True},
        {"anyOf": [{"type": "string"}, {"type": "number", "minimum": 0}]},
        {"enum": ["low", "high", None]},
        {"$ref": "#/definitions/entry", "definitions": {"entry": {"type": "boolean"}}},
    ]
    schema = draft.dice.pick(schemas)
    text = json.dumps(schema) if draft.dice.chance(0.1) and "{{" not in json.dumps(schema) else None
    config: dict[str, Any] = {"data": draft.anything(), "json_schema": text or schema}
    draft.fill(config, 0.2, coerce_types=draft.flag, collect_all_errors=draft.flag)
    outputs = {"valid": BOOL, "errors": LIST, "error_count": INT, "data": Output("any")}
    return Made(config, outputs)


def loop(draft: Draft) -> Made | None:
    """A list cut into batches."""
    outputs = {"total_items": INT, "total_batches": INT, "has_more": BOOL, "metadata": OBJECT}
    source = draft.find(LISTS, lambda one: isinstance(one.known, list) and len(one.known) > 1)
    if source is not None and isinstance(source.known, list) and draft.dice.chance(0.4):
        size = draft.dice.number(1, 2)
        batches = [
            source.known[start : start + size] for start in range(0, len(source.known), size)
        ]
        config: dict[str, Any] = {"items": draft.ref(source), "batch_size": size}
        return Made(config, {"batches": of(batches), **outputs})
    items = draft.whole(LISTS) if draft.dice.chance(0.7) else None
    config = {"items": items or draft.dice.pick([[1, 2, 3], "[1, 2]", ["a", "b"]])}
    draft.fill(
        config,
        batch_size=lambda: draft.whole_number(1, 1000),
        max_iterations=lambda: draft.whole_number(1, 50),
        start_index=lambda: draft.dice.pick([0, 1]),
        include_metadata=draft.flag,
    )
    return Made(config, {"batches": LIST, **outputs})


def logger(draft: Draft) -> Made:
    """A line in the log, with a value passed on."""
    config: dict[str, Any] = {"message": draft.text()}
    draft.fill(
        config,
        level=lambda: draft.choice(["debug", "info", "warning", "error"]),
        data=draft.anything,
        tags=lambda: {"area": draft.plain(), "größe": "XL"},
    )
    source = draft.find(PRESENT) if draft.dice.chance(0.4) else None
    passed = MAYBE
    if source is not None:
        config["passthrough"] = draft.ref(source)
        passed = Output(source.kind, source.known)
    return Made(config, {"logged": BOOL, "log_id": TEXT, "passthrough": passed})


def switch_router(draft: Draft) -> Made | None:
    """The name of the first case that matches."""
    source = draft.find(["text", "int", "float"])
    if source is None:
        return None
    mode = draft.dice.pick(["equals", "contains", "regex"])
    if source.kind in {"int", "float"}:
        mode = draft.dice.pick(["equals", "greater_than", "less_than"])
    conditions: dict[str, list[object]] = {
        "equals": [source.known if source.known is not UNKNOWN else "gold", "silver"],
        "contains": ["e", "late"],
        "regex": ["^[A-Z]", "\\d+"],
        "greater_than": [10, "0.5"],
        "less_than": [0, 100],
    }
    cases = [{"condition": test, "route": f"way {test}"} for test in conditions[mode]]
    config = {"data": draft.ref(source), "cases": cases, "comparison_mode": mode}
    matched = MAYBE
    if draft.dice.chance(0.7):
        config["default_route"] = "other"
        matched = TEXT
    return Made(config, {"matched_route": matched, "value": Output(source.kind, source.known)})


def output_router(draft: Draft) -> Made:
    """Data sent to several places."""
    config = {"data": draft.anything(), "destinations": _destinations(draft, on_error=False)}
    draft.fill(config, 0.2, parallel=draft.flag, fail_on_error=False)
    draft.fill(config, 0.2, metadata=lambda: {"run": draft.plain(), "n": 1})
    outputs = {"total_destinations": INT, "successful_deliveries": INT, "results": LIST}
    return Made(config, {**outputs, "failed_deliveries": INT, "all_succeeded": BOOL})


def error_router(draft: Draft) -> Made:
    """A notice about something that went wrong."""
    config: dict[str, Any] = {
        "error_type": draft.dice.pick(["TIMEOUT", "VALIDATION", "late delivery"]),
        "error_message": draft.text(),
        "destinations": _destinations(draft, on_error=True),
    }
    draft.fill(
        config,
        stage_id=draft.plain,
        severity=lambda: draft.choice(["critical", "error", "warning", "info"]),
    )
    outputs = {"notifications_sent": INT, "failed_notifications": INT, "results": LIST}
    return Made(config, outputs)


def _url(draft: Draft) -> str:
    host = draft.dice.pick(["https://api.example.com", "http://hooks.example.org:8080"])
    source = draft.find(["text", "int"], on_one_line) if draft.dice.chance(0.5) else None
    tail = draft.ref(source) if source is not None else draft.dice.pick(["v1/items", "search"])
    return f"{host}/{tail}" + draft.dice.pick(["", "?page=1", "#top"])


def _destinations(draft: Draft, *, on_error: bool) -> list[dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = {
        "webhook": {"url": _url(draft), "method": "POST", "headers": {"X-Key": draft.token()}},
        "email": {"to": ["desk@example.org"], "subject_template": draft.plain()},
        "database": {"connection_id": "main", "table": "results", "operation": "insert"},
        "message_queue": {"connection_id": "bus", "queue_name": "done"},
    }
    chosen = draft.dice.some(list(kinds), 1, 3)
    extra = {"on_error": True} if on_error else {}
    return [
        {"id": f"d{n}", "type": kind, "name": f"To {kind}", "config": kinds[kind], **extra}
        for n, kind in enumerate(chosen)
    ]


OPERATORS: Final[dict[str, Recipe]] = {
    "http_request": http_request,
    "json_transform": json_transform,
    "variable_set": variable_set,
    "filter": data_filter,
    "schema_validate": schema_validate,
    "loop": loop,
    "logger": logger,
    "switch_router": switch_router,
    "output_router": output_router,
    "error_router": error_router,
}
