"""Stages that compute, check, log and send, with results that are known where they can be."""

import json
from typing import Any, Final

import jmespath

from bench.accuracy.draft import Draft, on_one_line
from bench.accuracy.nodes import BOOL, INT, LIST, MAYBE, OBJECT, TEXT, Made, Recipe
from bench.accuracy.source import LISTS, PRESENT, UNKNOWN, Kind, Output, Source, of

METHODS: Final = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
FIXED_EXPRESSIONS: Final = ("length(@)", "[0]", "[-1]", "reverse(@)", "[:2]", "@", "type(@)")


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


def json_transform(draft: Draft) -> Made | None:
    """A value picked out of another one."""
    forms = {"expression": _expression, "mapping": _mapping, "flatten": _flatten, "parse": _parsed}
    return forms[draft.dice.pick(list(forms))](draft)


def variable_set(draft: Draft) -> Made:
    """A value with a name."""
    name = draft.dice.pick(["total", "_state", "customerName", "x1", "limit"])
    found = _known_object(draft) if draft.dice.chance(0.4) else None
    if found is None:
        value = draft.anything()
        kind: Kind = "any" if isinstance(value, str) and "{{" in value else "maybe"
        outputs = {"value": Output(kind), "name": of(name), "was_set": of(value=True)}
        return Made({"name": name, "value": value}, outputs)
    template, known = found
    path = draft.dice.pick(list(known))
    config = {"name": name, "value": template, "extract_path": path}
    return Made(config, {"value": of(known[path]), "name": of(name), "was_set": BOOL})


def data_filter(draft: Draft) -> Made | None:
    """A check of one value, or of each item of a list."""
    source = draft.find(PRESENT, lambda source: source.known is not UNKNOWN)
    if source is None:
        return None
    config: dict[str, Any] = {"data": draft.ref(source)}
    data: Output = MAYBE
    if isinstance(source.known, list) and source.known and draft.dice.chance(0.7):
        config["filter_mode"] = "filter_array"
        config["condition"] = item_condition(draft, source.known)
        data = LIST
    elif isinstance(source.known, dict) and source.known and draft.dice.chance(0.6):
        key = draft.dice.pick(list(source.known))
        config["field_conditions"] = {key: source.known[key], "absent": 1}
        config["pass_if_missing"] = draft.dice.pick([True, "yes"])
    else:
        config["condition"] = condition(draft, "data", source.known)
    draft.fill(config, 0.15, invert=draft.flag)
    return Made(config, {"passed": BOOL, "data": data, "filtered_count": INT, "reason": TEXT})


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
    items = draft.whole(LISTS) if draft.dice.chance(0.7) else None
    config: dict[str, Any] = {"items": items or draft.dice.pick([[1, 2, 3], "[1, 2]", ["a", "b"]])}
    draft.fill(
        config,
        batch_size=lambda: draft.whole_number(1, 1000),
        max_iterations=lambda: draft.whole_number(1, 50),
        start_index=lambda: draft.dice.pick([0, 1]),
        include_metadata=draft.flag,
    )
    outputs = {"batches": LIST, "total_items": INT, "total_batches": INT, "has_more": BOOL}
    return Made(config, {**outputs, "metadata": OBJECT})


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


def condition(draft: Draft, name: str, value: object) -> str:
    """A Python expression about a variable that holds the value; it never raises."""
    match value:
        case bool():
            forms = [f"{name}", f"not {name}", f"{name} is True"]
        case int() | float():
            forms = [f"{name} > {value}", f"{name} >= 3 and {name} < 100", f"abs({name}) != 0"]
        case str():
            forms = [f"len({name}) > 5", f"{name}.lower() == 'gold'", f"'a' in {name}"]
        case list():
            forms = [f"len({name}) > 1", f"{name} != []", f"len({name}) == 0 or {name}[0] != 1"]
        case dict():
            key = draft.dice.pick(list(value))
            forms = [
                f"{name}[{key!r}] == 1",
                f"{name}.get({key!r}) is not None",
                f"{key!r} in {name}",
            ]
        case _:
            forms = [f"{name} is not None", f"bool({name})", f"str({name}) != ''"]
    return draft.dice.pick(forms)


def item_condition(draft: Draft, items: list[Any]) -> str:
    """A Python expression about `item` that is true for at least the first of the items."""
    first = items[0]
    if not isinstance(first, dict):
        return draft.dice.pick([f"item == {first!r}", "item is not None", "len(str(item)) > 0"])
    key = draft.dice.pick(list(first))
    forms = [
        f"item[{key!r}] == {first[key]!r}",
        f"item.get({key!r}) is not None",
        f"{key!r} in item",
    ]
    return draft.dice.pick(forms)


def _known_object(draft: Draft) -> tuple[str, dict[str, Any]] | None:
    source = draft.find(["object"], lambda source: isinstance(source.known, dict))
    if source is None or not isinstance(source.known, dict):
        return None
    return draft.ref(source), source.known


def _transformed(config: dict[str, Any], result: Output) -> Made:
    return Made(config, {"result": result, "fields_mapped": INT, "fields_missing": LIST})


def _flatten(draft: Draft) -> Made | None:
    found = _known_object(draft)
    return _transformed({"data": found[0], "flatten": True}, OBJECT) if found else None


def _mapping(draft: Draft) -> Made | None:
    found = _known_object(draft)
    if found is None:
        return None
    template, known = found
    paths = draft.dice.some(list(known), 1, 3)
    mapping = {f"field {number}": path for number, path in enumerate(paths)}
    config: dict[str, Any] = {"data": template, "mapping": mapping}
    result = of({key: known[path] for key, path in mapping.items()})
    if draft.dice.chance(0.4):
        mapping["missing"] = "not.there[0]"
        config["defaults"] = {"missing": draft.literal(1)}
        result = OBJECT
    if len(mapping) > 1 and draft.dice.chance(0.3):
        config["exclude_fields"] = [next(iter(mapping))]
        result = OBJECT
    return _transformed(config, result)


def _expression(draft: Draft) -> Made | None:
    source = draft.find(LISTS, lambda source: isinstance(source.known, list))
    if source is None or not isinstance(source.known, list):
        return None
    expressions = [*FIXED_EXPRESSIONS, *_column_expressions(draft, source)]
    expression = draft.dice.pick(expressions)
    config = {"data": draft.ref(source), "jmespath_expression": expression}
    return _transformed(config, of(jmespath.search(expression, source.known)))


def _column_expressions(draft: Draft, source: Source) -> list[str]:
    if not isinstance(source.known, list) or not isinstance(source.known[0], dict):
        return []
    column, sample = draft.dice.pick(list(source.known[0].items()))
    forms = [f"[].{column}", f"[0].{column}", f"[].{{was: {column}, n: `1`}}", f"[*].[{column}]"]
    if isinstance(sample, int | float) and not isinstance(sample, bool):
        forms += [f"sum([].{column})", f"max_by(@, &{column})", f"[?{column} > `{sample}`]"]
        forms += [f"sort_by(@, &{column})[-1].{column}", f"avg([].{column})"]
    if isinstance(sample, str):
        forms += [f"join(', ', [].{column})", f"[?{column} == '{sample}'] | [0]"]
    return forms


def _parsed(draft: Draft) -> Made:
    data = {"label": draft.dice.pick(["a", "b"]), "scores": [1, 2.5]}
    wrapped = draft.dice.pick(["%s", "```json\n%s\n```", "Result: %s."]) % json.dumps(data)
    expression = draft.dice.pick(["label", "scores[1]", "length(scores)", "@"])
    config = {"data": wrapped, "jmespath_expression": expression}
    draft.fill(config, 0.3, parse_json_strings=True)
    return _transformed(config, of(jmespath.search(expression, data)))


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
