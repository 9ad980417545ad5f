"""Steps that reshape, filter and count records."""

from collections.abc import Sequence
from dataclasses import replace

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.build import Result
from flowmason_assist.assist.compile.conditions import item_condition
from flowmason_assist.assist.compile.given import Given, jmespath_name
from flowmason_assist.assist.compile.names import identifier, slug
from flowmason_assist.assist.compile.shape import (
    ANY,
    ELEMENT,
    FLAG,
    NUMBER,
    RECORD,
    RECORDS,
    Kind,
    Shape,
)
from flowmason_assist.assist.plan.plan import Condition
from flowmason_assist.engine.json_value import Json

_COUNTED = "counted"


def json_transform(at: At) -> Result:
    """Pick, rename or reshape fields."""
    given = _data(at, "data")
    fields = _chosen_fields(at)
    path = at.word("path")
    config: dict[str, Json] = {"data": at.as_is(given)}
    _note_paths(at, given, fields, path)
    is_known = given.shape.kind in (Kind.LIST, Kind.RECORD)
    guessed = RECORD if at.wants.is_record else RECORDS
    shape = given.shape if is_known else guessed if fields else ANY
    if fields or path:
        config["jmespath_expression"] = _expression(fields, path, given, shape)
        name = "rename-fields" if at.values("rename") else "pick-fields" if fields else "reshape"
        if fields:
            known = {field: given.shape.at(source) for field, source in fields.items()}
            record = Shape(Kind.RECORD, fields=known)
            shape = Shape(Kind.LIST, record) if shape.kind is Kind.LIST else record
        if path:
            shape = ANY
    else:
        config["flatten"] = True if at.values("flatten") else None
        is_record = at.values("flatten") and given.source is not None
        shape = RECORD if is_record else ANY if at.values("flatten") else shape
        name = "flatten" if at.values("flatten") else "reshape"
    result = at.result(at.emit(name, config), "result", shape=shape, noun=given.noun)
    if given.source is None:
        may_be_null = bool(path) and not fields
        return Result((replace(result.main[0], may_be_null=may_be_null, is_loose=True),))
    if fields or "[" in (path or "") or given.source is None or at.values("flatten"):
        return result
    source = (*given.source, *path.split(".")) if path else given.source
    return Result((replace(result.main[0], source=source, noun=source[-1]),))


def filter_items(at: At) -> Result:
    """Keep the items of a list that meet conditions."""
    given = _data(at, "data")
    listed = at.as_list(given, surely=True)
    conditions = [each for each in at.values("where") if isinstance(each, Condition)]
    config: dict[str, Json] = {
        "data": listed.template,
        "filter_mode": "filter_array",
        "condition": item_condition(at, conditions, listed),
    }
    stage = at.emit(f"keep-{slug(given.noun, 2)}".rstrip("-"), config)
    kept = at.given(stage, "data", shape=listed.shape, noun=given.noun)
    kept = replace(kept, may_be_empty=True)
    return Result(
        (replace(kept, source=listed.source),),
        named={"passed": at.given(stage, "passed", shape=FLAG)},
    )


def aggregate(at: At) -> Result:
    """Sum, count or average the records of a list."""
    given = _data(at, "data")
    functions = at.words("fn") or ["count"]
    fields, by = at.words("of"), at.words("by")
    if fields:
        listed = at.as_records(given, (*fields, *by))
    else:
        listed = _with_mark(at, at.as_list(given, surely=True), by)
    _note_fields(at, given, fields, Kind.NUMBER)
    _note_fields(at, given, by, Kind.TEXT)
    specifications: list[Json] = []
    for index, function in enumerate(functions):
        field = fields[min(index, len(fields) - 1)] if fields else _COUNTED
        alias = identifier(f"{field}_{function}", "value") if fields else "count"
        specifications.append({"func": function, "field": field, "alias": alias})
    config: dict[str, Json] = {"data": listed.template, "aggregations": specifications}
    config["group_by"] = [*by] or None
    name = "-".join((functions[0], slug(" ".join(fields).replace("_", " ")) or "rows"))
    noun = name.replace("-", " ")
    stage = at.emit(name, config)
    rows = at.given(stage, "data", shape=RECORDS, noun=noun, may_be_null=True)
    alias = identifier(f"{fields[0]}_{functions[0]}", "value") if fields else "count"
    first = replace(rows.at("0", alias), shape=NUMBER, noun=noun)
    named = {} if by else {"value": first, alias: first}
    return Result((rows,), test=None if by else first, named=named)


def pandas(at: At) -> Result:
    """Sort, fill, drop or rename, and take the first records."""
    given = _data(at, "data")
    listed = at.as_rows(given)
    operation, by = at.word("op"), at.words("by")
    limit = at.number("limit")
    if operation is None and limit is not None:
        return Result((_first(at, listed, limit, given.noun),))
    if operation != "fillna":  # What is to be filled may be empty, or not there at all.
        _note_fields(at, listed, by, Kind.NUMBER if operation == "sort" else Kind.TEXT)
    config: dict[str, Json] = {"data": listed.template, "operation": operation or "sort"}
    config |= _operation(at, operation or "sort", by)
    name = f"{operation}-by-{slug(' '.join(by).replace('_', ' '))}" if by else operation or "sort"
    stage = at.emit(name.rstrip("-"), config)
    rows = at.given(stage, "data", shape=listed.shape, noun=given.noun, may_be_null=True)
    return Result((rows if limit is None else _first(at, rows, limit, given.noun),))


def sql(at: At) -> Result:
    """Query the records of a list with SQL."""
    given = _data(at, "data")
    listed = at.as_rows(given)
    config: dict[str, Json] = {"data": listed.template, "sql": at.text("query", "sql")}
    stage = at.emit("query-rows", config)
    return Result((at.given(stage, "data", shape=RECORDS, noun="rows", may_be_null=True),))


def join(at: At) -> Result:
    """Put the records of two lists together."""
    lists = []
    fields = at.words("on") or ["id"]
    for name, fallback in (("left", "rows"), ("right", "rows2")):
        given = at.first(name)
        given = given if isinstance(given, Given) else at.build.input(fallback)
        listed = at.as_rows(given)
        _note_fields(at, listed, fields, Kind.TEXT)
        lists.append(listed)
    on: Json = [*fields] if len(fields) > 1 else fields[0]
    config: dict[str, Json] = {
        "left_data": lists[0].template,
        "right_data": lists[1].template,
        "left_on": on,
        "right_on": on,
        "join_type": at.word("how"),
    }
    stage = at.emit(f"join-on-{slug(fields[0].replace('_', ' '))}".rstrip("-"), config)
    return Result((at.given(stage, "data", shape=RECORDS, noun="rows", may_be_null=True),))


def schema_validate(at: At) -> Result:
    """Check that data has its fields."""
    given = _data(at, "data")
    required = list(dict.fromkeys(at.words("require")))
    is_list = given.shape.kind is Kind.LIST
    schema: dict[str, Json] = {"required": [*required]} if required else {}
    if given.shape.kind is Kind.RECORD or is_list or not required:
        schema = {"type": "object", **schema}
    if required:
        schema["properties"] = {field: {"not": {"enum": [""]}} for field in required}
    if is_list:
        _note_fields(at, given, required, Kind.TEXT)
        schema = {"type": "array", "items": schema}
    elif given.source is not None:
        for field in required:
            at.build.read(at.scope, given.at(field), Kind.TEXT)
    stage = at.emit("validate", {"data": at.as_is(given), "json_schema": schema})
    data = at.given(stage, "data", shape=given.shape, noun=given.noun)
    valid = at.given(stage, "valid", shape=FLAG, noun="check")
    errors = at.given(stage, "errors", shape=RECORDS, noun="errors")
    return Result((data,), test=valid, named={"valid": valid, "errors": errors})


def _data(at: At, name: str) -> Given:
    found = at.all(name)
    given = found[0] if found else None
    if len(found) > 1:
        named = {f"{each.noun}": at.as_is(each) for each in found if isinstance(each, Given)}
        stage = at.build.emit(at.scope, "collect", "json_transform", {"data": {**named}})
        shape = Shape(Kind.RECORD, fields=dict.fromkeys(named, ANY))
        return at.given(stage, "result", shape=shape, noun="parts")
    return given if isinstance(given, Given) else at.build.input("data")


def _chosen_fields(at: At) -> dict[str, str]:
    fields = {field: field for field in at.words("pick")}
    for renaming in at.words("rename"):
        old, _, new = (part.strip() for part in renaming.partition(">"))
        fields.pop(old, None)
        fields[new or old] = old
    return fields


def _expression(fields: dict[str, str], path: str | None, given: Given, shape: Shape) -> str:
    read = {
        name: ".".join(map(jmespath_name, source.split("."))) for name, source in fields.items()
    }
    if given.source is None:
        read = {name: f"not_null({source}, '')" for name, source in read.items()}
    chosen = ", ".join(f"{jmespath_name(name)}: {source}" for name, source in read.items())
    start = _path(path) if path else ""
    if not chosen:
        return start or "@"
    is_list = given.shape.kind is Kind.LIST and not path
    many = f"{start}[]" if is_list else start
    projected = f"{many}.{{{chosen}}}" if many else f"{{{chosen}}}"
    if given.shape.kind is Kind.LIST or shape.kind is Kind.RECORD or path:
        return projected
    return f"to_array(@)[].{{{chosen}}} || `[]`"


def _path(path: str) -> str:
    names = path.replace("[", ".[").split(".")
    parts: list[str] = []
    for name in filter(None, names):
        inner = name.strip("[]")
        if name.startswith("["):
            parts.append(f"[{inner}]" if inner.isdigit() or inner in ("", "*") else f"[?{inner}]")
        else:
            parts.append(f".{jmespath_name(name)}" if parts else jmespath_name(name))
    return "".join(parts) or "@"


def _with_mark(at: At, listed: Given, by: list[str]) -> Given:
    """Give the records with a field that each of them has, to count them by."""
    kind = listed.shape.item.kind if listed.shape.item else Kind.ANY
    if kind in (Kind.TEXT, Kind.NUMBER):
        made = f"rows[].{{{jmespath_name(by[0] if by else 'value')}: @, {_COUNTED}: `1`}}"
    else:
        names = [jmespath_name(name) for name in by]
        there = "".join(f" && {name} != `null`" for name in names)
        chosen = "".join(f"{name}: {name}, " for name in names)
        made = f"rows[?type(@) == 'object'{there}].{{{chosen}{_COUNTED}: `1`}}"
    stage = at.build.emit(
        at.scope,
        "mark-rows",
        "json_transform",
        {
            "data": {"rows": listed.template},
            "jmespath_expression": f"{made} || `[]`",
        },
    )
    return at.given(stage, "result", shape=RECORDS, noun=listed.noun)


def _first(at: At, listed: Given, limit: float, noun: str) -> Given:
    bridged = at.build.bridge(at.scope, listed, "`[]`", f"[:{int(limit)}]")
    return replace(bridged, shape=listed.shape, noun=noun)


def _operation(at: At, operation: str, by: list[str]) -> dict[str, Json]:
    value = at.first("value")
    match operation:
        case "pivot":
            # The engine's own pivot never works: it asks for inputs that do not exist.
            summed = value if isinstance(value, str) else by[-1] if by else "value"
            return {
                "operation": "groupby",
                "group_by_columns": [*(each for each in by if each != summed)] or ["id"],
                "aggregations": {summed: "sum"},
            }
        case "fillna":
            filled: Json = 0 if value is None else at.as_is(value)
            # pandas fills the columns that a mapping names, and all where there is none.
            return {"fill_value": dict.fromkeys(by, filled) if by else filled}
        case "drop":
            return {"drop_columns": [*by]}
        case "rename":
            new = str(value) if isinstance(value, str) else None
            pairs = [each.partition(">") for each in [*by, *([new] if new and ">" in new else [])]]
            columns: dict[str, Json] = {
                old.strip(): (after.strip() or new or old) for old, _, after in pairs
            }
            return {"rename_columns": columns}
        case _:
            ascending = at.word("order") != "desc"
            return {"sort_by_columns": [*by] or ["id"], "ascending": ascending}


def _note_paths(at: At, given: Given, fields: dict[str, str], path: str | None) -> None:
    """Note which fields of an input a transformation reads."""
    if given.source is None:
        return
    start = tuple(filter(None, path.replace("[", ".").replace("]", "").split("."))) if path else ()
    place = [*given.source, *(ELEMENT if name.isdigit() else name for name in start)]
    if given.shape.kind is Kind.LIST and not path:
        place.append(ELEMENT)
    if path:
        at.build.uses.note(tuple(place), Kind.ANY)
    for source in fields.values():
        at.build.uses.note((*place, *source.split(".")), Kind.ANY)


def _note_fields(at: At, listed: Given, fields: Sequence[str], kind: Kind) -> None:
    if listed.source is not None:
        for field in fields:
            at.build.uses.note((*listed.source, ELEMENT, *field.split(".")), kind)
