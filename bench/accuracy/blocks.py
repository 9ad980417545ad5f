"""Control flow that runs its stages itself: loops and guarded blocks."""

from typing import Any

from bench.accuracy.builder import Builder, Scope
from bench.accuracy.draft import Draft
from bench.accuracy.expressions import item_condition
from bench.accuracy.nodes import BOOL, INT, LIST, MAYBE, TEXT, Made
from bench.accuracy.source import LISTS, UNKNOWN, Kind, Output, Source, kind_of

ITEM_NAMES = ("item", "row", "entry", "order", "doc")
BODY = ("generator", "analyzer", "rewriter", "summarizer", "http_request", "logger", "critic")
ERRORS = ("ComponentExecutionError", "MappingExecutionError", "TimeoutExecutionError")
LITERAL_ITEMS: tuple[list[Any], ...] = (
    ["first draft", "second draft"],
    [{"place": "Ghent", "km": 12}, {"place": "Lille", "km": 70}],
    [3, 5, 8],
)


def foreach(builder: Builder, scope: Scope) -> None:
    """Stages that run once for each item of a list."""
    draft = builder.draft(scope)
    template, items = _items(draft)
    config: dict[str, Any] = {"items": template}
    item, index = _variables(builder, config)
    draft.fill(config, 0.2, break_on_error=draft.flag, collect_results=True)
    if builder.dice.chance(0.25):
        config["filter_expression"], items = item_condition(builder.dice, items)
    parallel = builder.dice.chance(0.25)
    if parallel:
        config["parallel"] = builder.dice.pick([True, "yes"])
        draft.fill(config, 0.5, max_parallel=lambda: builder.dice.number(1, 4))
    outputs = {"results": LIST, "total_items": INT, "processed_items": INT, "is_complete": BOOL}
    loop = builder.add(scope, "foreach", config, outputs, draft.needs)
    local = [f"upstream.{loop}.{item}", f"upstream.{loop}.current_item"]
    shared = [f"context.{item}", "context.loop_item"]
    count = [f"upstream.{loop}.{index}", f"upstream.{loop}.current_index"]
    body = scope.body(loop, builder.before[loop], _item_sources([*local, *shared], items))
    body.sources += [Source(path, "int", loop) for path in [*count, f"context.{index}"]]
    ids = [_body_stage(builder, body, items)]
    if parallel or not _is_only_loop(builder):
        body.sources = [one for one in body.sources if not one.path.startswith("context.")]
    ids += [_body_stage(builder, body, items) for _ in range(builder.dice.pick([0, 0, 1, 2]))]
    config["loop_stages"] = builder.stage_list(ids)


def trycatch(builder: Builder, scope: Scope) -> None:
    """Stages whose failure is caught, stages that answer it, and stages that always run."""
    draft = builder.draft(scope)
    config: dict[str, Any] = {}
    draft.fill(config, 0.6, error_scope=lambda: builder.dice.pick(["propagate", "continue"]))
    fails = config.get("error_scope") == "continue" and builder.dice.chance(0.5)
    if not fails:
        draft.fill(config, 0.2, catch_error_types=builder.dice.some(ERRORS, 1, 2))
    outputs = {"status": TEXT, "error_occurred": BOOL, "recovered": BOOL, "error_message": MAYBE}
    block = builder.add(scope, "trycatch", config, outputs, draft.needs)
    before = builder.before[block]
    tried = scope.body(block, before)
    ids = [builder.simple(tried) for _ in range(builder.dice.weighted([1, 2, 3], [5, 3, 1]))]
    if fails:
        ids.append(_failing_stage(builder, tried))
    config["try_stages"] = builder.stage_list(ids)
    error: list[tuple[str, Kind]] = [
        ("error", "text"),
        ("error_type", "text"),
        ("error_occurred", "bool"),
    ]
    seen = [Source(f"upstream.{block}.{name}", kind, block) for name, kind in error]
    if builder.dice.chance(0.75):
        caught = scope.body(block, before, seen)
        handlers = [builder.simple(caught) for _ in range(builder.dice.pick([1, 1, 2]))]
        config["catch_stages"] = builder.stage_list(handlers)
    if builder.dice.chance(0.4):
        config["finally_stages"] = builder.stage_list([builder.simple(scope.body(block, before))])
    if config.get("error_scope") != "continue":
        scope.sources += [one for one in tried.sources if one.stage in ids]


def _is_only_loop(builder: Builder) -> bool:
    """
    Decide whether this stays the only loop of the pipeline.

    Loops that run at the same time overwrite each other's context variables, so that only the
    first stage of a body can rely on them.
    """
    loops = [one for one in builder.stages if one["component_type"] == "foreach"]
    if len(loops) > 1 or builder.dice.chance(0.5):
        return False
    builder.may_loop = False
    return True


def _items(draft: Draft) -> tuple[object, list[Any]]:
    source = draft.find(LISTS, lambda one: isinstance(one.known, list) and len(one.known) > 0)
    if source is not None and isinstance(source.known, list) and draft.dice.chance(0.85):
        return draft.ref(source), source.known
    items = draft.dice.pick(LITERAL_ITEMS)
    return items, items


def _variables(builder: Builder, config: dict[str, Any]) -> tuple[str, str]:
    item, index = "item", "index"
    if builder.dice.chance(0.6):
        item = config["item_variable"] = builder.dice.pick(ITEM_NAMES)
    if builder.dice.chance(0.2):
        index = config["index_variable"] = builder.dice.pick(["i", "position"])
    return item, index


def _item_sources(paths: list[str], items: list[Any]) -> list[Source]:
    """Each item and, where all items are alike, its parts; their values differ per iteration."""
    kinds = {kind_of(item) for item in items}
    kind: Kind = kinds.pop() if len(kinds) == 1 else "maybe"
    sources = [Source(path, kind) for path in paths]
    if kind != "object":
        return sources
    for key in items[0]:
        parts = {kind_of(item.get(key)) for item in items}
        if len(parts) == 1:
            part = parts.pop()
            sources += [Source(f"{path}.{key}", part) for path in paths]
    return sources


def _body_stage(builder: Builder, body: Scope, items: list[Any]) -> str:
    """A stage of a loop, which mostly does something with the item."""
    whole = [one for one in body.sources if one.kind == "object" and _is_item(one)]
    if whole and isinstance(items[0], dict) and builder.dice.chance(0.2):
        draft = builder.draft(body)
        key = builder.dice.pick(list(items[0]))
        config = {"data": draft.ref(builder.dice.pick(whole)), "mapping": {"picked": key}}
        made = Made(config, {"result": Output("object")})
        return builder.add(body, "json_transform", made.config, made.outputs, draft.needs)
    return builder.simple(body, BODY if builder.dice.chance(0.7) else ())


def _is_item(source: Source) -> bool:
    return source.stage is None and source.path.startswith(("context.", "upstream."))


def _failing_stage(builder: Builder, tried: Scope) -> str:
    """A stage that fails only because of what a run brings: an address without a scheme."""
    draft = builder.draft(tried)
    source = draft.find(["text"], lambda one: one.known is UNKNOWN and one.stage is not None)
    address = draft.ref(source) if source is not None else "{{env.STATUS_HOST}}"
    outputs = {"success": BOOL, "status_code": INT}
    return builder.add(tried, "http_request", {"url": f"{address}/status"}, outputs, draft.needs)
