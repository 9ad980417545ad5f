"""Steps that read and write files, buckets and databases."""

from dataclasses import replace
from pathlib import PurePosixPath

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.build import Result
from flowmason_assist.assist.compile.conditions import mongo_filter
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import file_name, slug
from flowmason_assist.assist.compile.shape import (
    ANY,
    ELEMENT,
    FLAG,
    NUMBER,
    RECORDS,
    TEXT,
    Kind,
    Shape,
)
from flowmason_assist.assist.plan.plan import Condition
from flowmason_assist.engine.json_value import Json

_FILE = Shape(Kind.RECORD, fields={"path": TEXT, "name": TEXT, "size": NUMBER})
_OBJECT = Shape(Kind.RECORD, fields={"key": TEXT, "size": NUMBER})
_FILE_VERBS = {"write": "save", "append": "append-to", "read_csv": "read", "exists": "check"}
_ROWS = "{columns: keys(value[0] || `{}`), values: value[].values(@)}"


def local_file(at: At) -> Result:
    """Read or write a file."""
    operation = at.word("op") or "read"
    path = at.place("path", "path")
    config: dict[str, Json] = {
        "operation": "parse_csv" if operation == "read_csv" else operation,
        "path": path,
    }
    kind = PurePosixPath(at.word("path") or "").suffix.lower()
    if operation in ("write", "append"):
        is_structure = operation == "write" and kind in (".json", ".csv") and _is_records(at)
        config["content"] = _content(at, is_text=not is_structure)
        config["format"] = kind[1:] if is_structure else None
    elif operation == "read" and kind == ".json":
        config["format"] = "json"
    elif operation == "list":
        config["pattern"] = at.word("pattern")
    name = f"{_FILE_VERBS.get(operation, operation)}-{file_name(at.word('path') or 'file')}"
    return _file_result(at, at.emit(name, config), operation, kind)


def _file_result(at: At, stage: str, operation: str, kind: str) -> Result:
    match operation:
        case "read":
            return at.result(stage, "content", shape=ANY if kind == ".json" else TEXT, noun="file")
        case "read_csv":
            rows = at.given(stage, "rows", shape=RECORDS, noun="rows", may_be_null=True)
            return Result((rows,))
        case "list":
            return at.result(stage, "files", shape=Shape(Kind.LIST, _FILE), noun="files")
        case "exists":
            return at.result(stage, "exists", shape=FLAG, noun="check")
        case _:
            return at.result(stage, "success", shape=FLAG, noun="outcome")


def s3(at: At) -> Result:
    """Read or write a bucket."""
    operation = at.word("op") or "download"
    config: dict[str, Json] = {"operation": operation, "bucket": at.place("bucket", "bucket")}
    if operation == "list":
        config["prefix"] = at.place("key", "key") if at.values("key") else None
    else:
        config["key"] = at.place("key", "key")
    if operation == "upload":
        config["content"] = _content(at, is_text=True)
    name = file_name(at.word("key") or "") or slug((at.word("bucket") or "").replace("-", " "))
    stage = at.emit(f"{operation}-{name}".rstrip("-"), config)
    match operation:
        case "download":
            return _decoded(at, stage, name or "file")
        case "list":
            return at.result(stage, "objects", shape=Shape(Kind.LIST, _OBJECT), noun="files")
        case _:
            return at.result(stage, "success", shape=FLAG, noun="outcome")


def _decoded(at: At, stage: str, name: str) -> Result:
    """
    Give what was downloaded as text, or as data if it is JSON.

    The connector gives bytes. Of all that the engine offers, only an expression turns them into
    text, and only that of a router gives its value: it has one way, which every value takes.
    """
    content = at.given(stage, "content", shape=ANY, noun="file")
    if at.scope.is_inline:
        return Result((content,))
    member: list[Json] = []
    config: dict[str, Json] = {
        "value": content.template,
        "value_expression": "value.decode('utf-8')",
        "routes": {},
        "default_route": member,
    }
    router = at.build.emit(at.scope, f"decode-{name}", "router", config)
    is_json = (at.word("key") or "").lower().endswith(".json")
    text = at.build.given(at.scope, router, "matched_value").template
    read = at.build.emit(
        at.scope.inside(router, "default", member),
        f"read-{name}",
        "json_transform",
        {"data": text, "parse_json_strings": None if is_json else False},
    )
    return at.result(read, "result", shape=ANY if is_json else TEXT, noun="file")


def postgres(at: At) -> Result:
    """Read or write a database."""
    operation, table = at.word("op") or "query", at.word("table")
    config: dict[str, Json] = {"operation": operation, **_connection(at)}
    if operation == "insert" and not at.values("sql"):
        config["operation"] = "bulk_insert"
        config["table"] = table or at.as_text(at.build.input("table"))
        config |= _rows(at)
        stage = at.emit(f"insert-into-{slug(_spoken(table))}".rstrip("-"), config)
        return at.result(stage, "affected_rows", shape=NUMBER, noun="count")
    if operation == "insert":
        config["operation"] = "execute"
    config["sql"] = at.text("sql", "sql") if at.values("sql") or not table else _select(table)
    named = slug(_spoken(table))
    if operation == "query":
        stage = at.emit(f"query-{named or 'database'}", config)
        return at.result(stage, "rows", shape=RECORDS, noun=_spoken(table) or "rows")
    stage = at.emit(f"update-{named or 'database'}", config)
    return at.result(stage, "affected_rows", shape=NUMBER, noun="count")


def mongodb(at: At) -> Result:
    """Read or write a document database."""
    operation, collection = at.word("op") or "find", at.word("collection")
    conditions = [each for each in at.values("where") if isinstance(each, Condition)]
    where = mongo_filter(at, conditions)
    config: dict[str, Json] = {
        "operation": operation,
        "host": "{{env.MONGODB_HOST}}",
        "username": "{{env.MONGODB_USER}}",
        "password": "{{env.MONGODB_PASSWORD}}",
        "database": at.place("database", "database"),
        "collection": at.place("collection", "collection"),
    }
    name = f"{operation}-{slug(_spoken(collection))}".rstrip("-")
    match operation:
        case "insert":
            config |= _documents(at)
            return at.result(at.emit(name, config), "inserted_count", shape=NUMBER, noun="count")
        case "update":
            config |= {"operation": "update_many", "filter": where or {}}
            config["update"] = {"$set": _document(at)}
            return at.result(at.emit(name, config), "modified_count", shape=NUMBER, noun="count")
        case "delete":
            config |= {"operation": "delete_many", "filter": where or {}}
            return at.result(at.emit(name, config), "deleted_count", shape=NUMBER, noun="count")
        case "count":
            config["filter"] = where
            return at.result(at.emit(name, config), "count", shape=NUMBER, noun="count")
        case _:
            config["filter"] = where
            noun = _spoken(collection) or "documents"
            return at.result(at.emit(name, config), "documents", shape=RECORDS, noun=noun)


def redis(at: At) -> Result:
    """Read or write a cache."""
    operation = at.word("op") or "get"
    config: dict[str, Json] = {
        "operation": "rpush" if operation == "push" else operation,
        "host": "{{env.REDIS_HOST}}",
        "key": at.place("key", "key"),
    }
    if operation in ("set", "push"):
        value = at.first("value")
        config["value"] = at.as_is(at.build.input("value") if value is None else value)
    expire = at.number("expire")
    config["expire_seconds"] = int(expire) if expire and operation == "set" else None
    stage = at.emit(f"{operation}-{slug(_spoken(at.word('key')), 2)}".rstrip("-"), config)
    if operation == "get":
        return Result((at.given(stage, "value", shape=ANY, noun="value", may_be_null=True),))
    field, shape = {
        "set": ("set_result", FLAG),
        "exists": ("exists", FLAG),
        "delete": ("deleted_count", NUMBER),
    }.get(operation, ("new_value", NUMBER))
    return at.result(stage, field, shape=shape, noun="value" if shape is NUMBER else "outcome")


def _is_records(at: At) -> bool:
    """Whether the content is an object or a list of them, which a file can be given as it is."""
    found = at.all("content")
    shape = found[0].shape if len(found) == 1 and isinstance(found[0], Given) else TEXT
    return shape.kind is Kind.RECORD or (
        shape.kind is Kind.LIST and shape.item is not None and shape.item.kind is Kind.RECORD
    )


def _content(at: At, *, is_text: bool) -> Json:
    found = at.all("content")
    single = found[0] if len(found) == 1 else None
    if single is None or not isinstance(single, Given):
        return at.text("content", "text")
    if single.shape.kind is Kind.TEXT or not is_text:
        return at.as_is(single)
    as_json = at.build.bridge(at.scope, single, path="to_string(@)")
    return replace(as_json, shape=TEXT).template


def _connection(at: At) -> dict[str, Json]:
    database = at.word("database")
    if database is None:
        return {"connection_string": "{{env.DATABASE_URL}}"}
    return {
        "host": "{{env.POSTGRES_HOST}}",
        "database": database,
        "user": "{{env.POSTGRES_USER}}",
        "password": "{{env.POSTGRES_PASSWORD}}",
    }


def _select(table: str) -> str:
    return f"SELECT * FROM {table}"  # noqa: S608  # The plan's own word; values are parameters.


def _rows(at: At) -> dict[str, Json]:
    value = at.first("rows")
    if not isinstance(value, Given):
        value = at.build.input("rows")
    if value.shape.kind in (Kind.TEXT, Kind.NUMBER, Kind.FLAG):
        return {"columns": [slug(value.noun, 1) or "content"], "values": [[at.as_is(value)]]}
    is_one = value.shape.kind is not Kind.LIST
    if value.source is not None and not is_one:
        at.build.uses.note((*value.source, ELEMENT), Kind.RECORD)
    listed = (
        at.build.bridge(at.scope, value, "`[]`", "to_array(@)") if is_one else at.as_list(value)
    )
    if value.shape.item is not None and value.shape.item.kind is Kind.TEXT:
        return {"columns": ["content"], "values": _bridged_cells(at, listed)}
    config: dict[str, Json] = {"data": {"value": listed.template}, "jmespath_expression": _ROWS}
    stage = at.build.emit(at.scope, "split-rows", "json_transform", config)
    rows = at.given(stage, "result", shape=ANY)
    return {"columns": rows.at("columns").template, "values": rows.at("values").template}


def _bridged_cells(at: At, listed: Given) -> Json:
    return at.build.bridge(at.scope, listed, "`[]`", "[].[@]").template


def _documents(at: At) -> dict[str, Json]:
    value = at.first("document")
    if isinstance(value, Given) and value.shape.kind is Kind.LIST:
        kind = ANY.kind if value.shape.item is None else value.shape.item.kind
        listed = at.as_list(value)
        if kind in (Kind.TEXT, Kind.LIST):
            listed = at.build.bridge(at.scope, listed, path="[].{value: @}")
        if kind is not Kind.NUMBER:
            return {"operation": "insert_many", "documents": listed.template}
    return {"operation": "insert_one", "document": _document(at)}


def _document(at: At) -> Json:
    value = at.first("document")
    return at.as_record(at.build.input("data") if value is None else value)


def _spoken(name: str | None) -> str:
    return (name or "").replace("_", " ").replace("-", " ").replace(":", " ").strip()
