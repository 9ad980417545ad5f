"""Stages that reach data stores and reshape tables."""

from typing import Any, Final

from bench.accuracy.draft import Draft
from bench.accuracy.nodes import BOOL, MAYBE, OBJECT, TEXT, Made, Recipe
from bench.accuracy.source import Output

ROWS: Final[dict[str, Output]] = {
    "success": BOOL,
    "data": MAYBE,
    "row_count": MAYBE,
    "metadata": OBJECT,
    "error": MAYBE,
}
STORED: Final[dict[str, Output]] = {
    "success": BOOL,
    "operation": TEXT,
    "metadata": OBJECT,
    "error": MAYBE,
}
AGGREGATES: Final = ("sum", "count", "min", "max", "avg", "mean", "median", "std", "nunique")
Row = dict[str, Any]


def postgres(draft: Draft) -> Made:
    """A query or a write in a PostgreSQL database."""
    forms: list[dict[str, Any]] = [
        {"operation": "query", "sql": "select id, title from orders where state = $1"},
        {"operation": "execute", "sql": "update orders set seen = true where id = $1"},
        {
            "operation": "bulk_insert",
            "table": "results",
            "columns": ["run", "text"],
            "values": [["{{context.run_id}}", draft.plain()], ["x", 2]],
        },
        {"operation": "transaction", "queries": [{"sql": "delete from cache"}]},
    ]
    config = draft.dice.pick(forms)
    if "sql" in config:
        config["parameters"] = [draft.plain()]
    config.update(_postgres_address(draft))
    return Made(config, {**STORED, "rows": MAYBE, "row_count": MAYBE, "affected_rows": MAYBE})


def mongodb(draft: Draft) -> Made:
    """A read or a write in a MongoDB collection."""
    forms: list[dict[str, Any]] = [
        {"operation": "find", "filter": {"state": draft.plain()}, "limit": 5},
        {"operation": "find_one", "filter": {"size": {"$gt": 3}}, "projection": {"title": 1}},
        {"operation": "insert_one", "document": {"text": draft.text(), "tags": ["a"]}},
        {"operation": "insert_many", "documents": [{"n": 1}, {"n": draft.anything()}]},
        {"operation": "update_one", "filter": {"_id": 1}, "update": {"$set": {"seen": True}}},
        {"operation": "delete_one", "filter": {"_id": draft.plain()}},
        {"operation": "count", "filter": {}},
        {"operation": "aggregate", "pipeline": [{"$match": {"ok": True}}, {"$limit": 3}]},
    ]
    config = draft.dice.pick(forms) | {"database": "desk", "collection": "notes"}
    draft.fill(config, 0.3, connection_string="{{env.MONGO_URL}}")
    return Made(config, {**STORED, "documents": MAYBE, "document_count": MAYBE})


def redis(draft: Draft) -> Made:
    """One Redis command."""
    key = draft.dice.pick(["seen", "cache:{{context.run_id}}", "größe"])
    forms: list[dict[str, Any]] = [
        {"operation": "get", "key": key},
        {"operation": "set", "key": key, "value": draft.anything(), "expire_seconds": 60},
        {"operation": "exists", "key": key},
        {"operation": "keys", "keys_pattern": "cache:*"},
        {"operation": "incr", "key": key, "amount": 2},
        {"operation": "rpush", "key": key, "values": ["a", draft.plain()]},
        {"operation": "lrange", "key": key, "start": 0, "stop": 5},
        {"operation": "hset", "key": key, "fields": {"text": draft.plain(), "n": 1}},
    ]
    config = draft.dice.pick(forms)
    draft.fill(config, 0.3, host="cache.internal", port=lambda: draft.dice.pick([6380, "6380"]))
    return Made(config, {**STORED, "value": MAYBE, "values": MAYBE, "new_value": MAYBE})


def s3(draft: Draft) -> Made:
    """One operation in a bucket."""
    forms: list[dict[str, Any]] = [
        {"operation": "upload", "key": "out/{{context.run_id}}.txt", "content": draft.text()},
        {"operation": "download", "key": "in/report.txt"},
        {"operation": "list", "prefix": "in/", "max_keys": 20},
        {"operation": "delete", "key": "in/old.txt"},
        {"operation": "delete_many", "keys": ["a", "b"]},
        {"operation": "copy", "key": "b", "source_bucket": "desk", "source_key": "a"},
        {"operation": "presigned_url", "key": "a", "expires_in": 600},
        {"operation": "head", "key": "a"},
    ]
    config = draft.dice.pick(forms) | {"bucket": draft.dice.pick(["desk", "{{env.BUCKET}}"])}
    draft.fill(config, 0.3, region_name="eu-west-1")
    return Made(config, {**STORED, "content": MAYBE, "objects": MAYBE, "etag": MAYBE})


def local_file(draft: Draft) -> Made:
    """A look at a file."""
    forms: list[dict[str, Any]] = [
        {"operation": "read", "path": "data/notes.txt", "format": "text"},
        {"operation": "read", "path": "data/{{context.run_id}}.json", "format": "json"},
        {"operation": "list", "path": "data", "pattern": "*.csv", "recursive": draft.flag()},
        {"operation": "exists", "path": "data/notes.txt"},
        {"operation": "parse_csv", "path": "data/rows.csv", "csv_options": {"delimiter": ";"}},
    ]
    return Made(
        draft.dice.pick(forms), {**STORED, "content": MAYBE, "rows": MAYBE, "exists": MAYBE}
    )


def aggregate(draft: Draft) -> Made | None:
    """Sums and averages of a table."""
    table = _table(draft)
    if table is None:
        return None
    template, row = table
    column = draft.dice.pick(list(row))
    func = draft.dice.pick(AGGREGATES) if _is_number(row[column]) else "count"
    config: dict[str, Any] = {
        "data": template,
        "aggregations": [{"func": func, "field": column, "alias": "outcome"}],
    }
    others = [name for name in row if name != column]
    draft.fill(config, 0.5, group_by=[draft.dice.pick(others)])
    draft.fill(config, 0.2, having="outcome > 0")
    return Made(config, ROWS)


def join(draft: Draft) -> Made | None:
    """Two tables made into one."""
    table = _table(draft)
    if table is None:
        return None
    template, row = table
    column, value = draft.dice.pick(list(row.items()))
    config: dict[str, Any] = {
        "left_data": template,
        "right_data": [{"key": value, "label": draft.plain()}],
        "left_on": column,
        "right_on": draft.dice.pick(["key", ["key"]]),
    }
    if isinstance(config["right_on"], list):
        config["left_on"] = [column]
    draft.fill(config, 0.5, join_type=lambda: draft.dice.pick(["inner", "left", "right", "outer"]))
    return Made(config, {**ROWS, "columns": MAYBE})


def pandas(draft: Draft) -> Made | None:
    """One table operation."""
    table = _table(draft)
    if table is None:
        return None
    template, row = table
    column, other = draft.dice.some(list(row), 2, 2)
    forms: list[dict[str, Any]] = [
        {"operation": "sort", "sort_by_columns": [column], "ascending": draft.flag()},
        {"operation": "drop", "drop_columns": [column]},
        {"operation": "rename", "rename_columns": {column: "renamed"}},
        {"operation": "filter", "expression": f"{column} == {row[column]!r}"},
        {"operation": "fillna", "fill_value": "none"},
        {"operation": "groupby", "group_by_columns": [column], "aggregations": {other: "count"}},
    ]
    return Made({"data": template, **draft.dice.pick(forms)}, {**ROWS, "columns": MAYBE})


def sql(draft: Draft) -> Made | None:
    """A query over a table."""
    table = _table(draft)
    if table is None:
        return None
    template, row = table
    column = draft.dice.pick(list(row))
    statements = [
        'SELECT * FROM data ORDER BY "{}"',
        'select "{}", count(*) as n from data group by 1',
        'WITH t AS (SELECT "{}" AS c FROM data) SELECT max(c) FROM t',
    ]
    config: dict[str, Any] = {"data": template, "sql": draft.dice.pick(statements).format(column)}
    if draft.dice.chance(0.2):
        config["additional_tables"] = {"names": [{"id": 1, "name": draft.plain()}]}
        config["sql"] = "SELECT * FROM data CROSS JOIN names"
    return Made(config, {**ROWS, "columns": MAYBE})


def _table(draft: Draft) -> tuple[str, Row] | None:
    source = draft.find(["records"], lambda source: isinstance(source.known, list))
    if source is None or not isinstance(source.known, list):
        return None
    return draft.ref(source), source.known[0]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _postgres_address(draft: Draft) -> dict[str, Any]:
    if draft.dice.chance(0.5):
        return {"connection_string": "{{env.DATABASE_URL}}"}
    address: dict[str, Any] = {"host": "db.internal", "database": "desk", "user": "reader"}
    draft.fill(address, 0.5, port=lambda: draft.dice.pick([5433, "5433"]), ssl=draft.flag)
    return address


STORES: Final[dict[str, Recipe]] = {
    "postgres": postgres,
    "mongodb": mongodb,
    "redis": redis,
    "s3": s3,
    "local_file": local_file,
}
TABLES: Final[dict[str, Recipe]] = {
    "aggregate": aggregate,
    "join": join,
    "pandas": pandas,
    "sql": sql,
}
