"""Control flow of one kind: branches that are taken or left out, fans, and early returns."""

from typing import Any

from bench.accuracy.blocks import foreach, trycatch
from bench.accuracy.builder import Builder, Scope
from bench.accuracy.expressions import condition
from bench.accuracy.nodes import BOOL, TEXT
from bench.accuracy.source import PRESENT, UNKNOWN, Output, Source

MAX_DEPTH = 2
WRITERS = ("generator", "summarizer", "rewriter", "translator", "chat")
MERGERS = ("combiner", "selector")
WRITTEN = {"generator": "content", "summarizer": "summary", "rewriter": "rewritten"}
WRITTEN |= {"translator": "translated", "chat": "response"}


def unit(builder: Builder, scope: Scope, depth: int = 0) -> None:
    """Add a stage, or a group of stages under control flow."""
    names = ["simple", "fan", "foreach", "trycatch", "conditional", "router", "guard"]
    weights = [30.0, 1.5, 4, 3, 4, 3, 1]
    if not builder.may_loop:
        weights[2] = 0
    if depth >= MAX_DEPTH:
        weights[4:] = [0, 0, 0]
    if any(one["component_type"] == "return" for one in builder.stages):
        weights[6] = 0
    match builder.dice.weighted(names, weights):
        case "fan":
            fan(builder, scope)
        case "foreach":
            foreach(builder, scope)
        case "trycatch":
            trycatch(builder, scope)
        case "conditional":
            conditional(builder, scope, depth)
        case "router":
            router(builder, scope, depth)
        case "guard":
            guard(builder, scope)
        case _:
            builder.simple(scope)


def fan(builder: Builder, scope: Scope) -> None:
    """Several texts side by side, and one stage that takes them all."""
    writers = [builder.simple(scope, WRITERS) for _ in range(builder.dice.number(2, 4))]
    draft = builder.draft(scope)
    texts = [
        draft.ref(Source(f"upstream.{one}.{WRITTEN[builder.component(one)]}", "text", one))
        for one in writers
    ]
    merger = builder.dice.pick(MERGERS)
    field = "inputs" if merger == "combiner" else "candidates"
    result = "synthesized" if merger == "combiner" else "selected"
    builder.add(scope, merger, {field: texts}, {result: TEXT}, draft.needs)


def conditional(builder: Builder, scope: Scope, depth: int) -> None:
    """One of two branches, or one branch that may be left out."""
    draft = builder.draft(scope)
    source = draft.find(PRESENT)
    if source is None:
        builder.simple(scope)
        return
    config: dict[str, Any] = {"condition": draft.ref(source)}
    if builder.dice.chance(0.05):
        config["condition"] = builder.dice.chance(0.5)
    elif builder.dice.chance(0.6):
        known = None if source.known is UNKNOWN else source.known
        config["condition_expression"] = condition(builder.dice, "value", known)
    outputs = {"branch_taken": TEXT, "condition_result": BOOL, **_passed(builder, scope, config)}
    controller = builder.add(scope, "conditional", config, outputs, draft.needs)
    keys = builder.dice.pick(
        [
            ["true_branch_stages"],
            ["false_branch_stages"],
            ["true_branch_stages", "false_branch_stages"],
        ]
    )
    branches = {key: _branch(builder, scope, controller, depth) for key in keys}
    config.update({key: builder.stage_list(ids) for key, ids in branches.items()})
    _join(builder, scope, list(branches.values()))


def router(builder: Builder, scope: Scope, depth: int) -> None:
    """One of several routes by a value, with or without a route for all others."""
    draft = builder.draft(scope)
    source = draft.find(["text", "int", "bool"], lambda one: one.known is not UNKNOWN)
    if source is None:
        builder.simple(scope)
        return
    config: dict[str, Any] = {"value": draft.ref(source)}
    keys = _route_keys(builder, source, config)
    outputs = {
        "route_taken": TEXT,
        "matched_value": Output("any"),
        **_passed(builder, scope, config),
    }
    controller = builder.add(scope, "router", config, outputs, draft.needs)
    routes = {key: _branch(builder, scope, controller, depth) for key in keys}
    config["routes"] = {key: builder.stage_list(ids) for key, ids in routes.items()}
    if builder.dice.chance(0.6):
        routes["default"] = _branch(builder, scope, controller, depth)
        config["default_route"] = builder.stage_list(routes["default"])
    _join(builder, scope, list(routes.values()))


def guard(builder: Builder, scope: Scope) -> None:
    """An early end of the run, seldom taken; in a branch, the branch is the condition."""
    draft = builder.draft(scope)
    template = draft.whole(["bool"], lambda one: one.known is not True)
    stop = builder.dice.chance(0.1)
    config: dict[str, Any] = {}
    if scope.controller is None or builder.dice.chance(0.5):
        config["condition"] = stop or template or builder.dice.pick([False, "no"])
    draft.fill(config, 0.4, message=draft.text, return_value=draft.anything)
    builder.add(scope, "return", config, {"should_return": BOOL, "status": TEXT}, draft.needs)


def _passed(builder: Builder, scope: Scope, config: dict[str, Any]) -> dict[str, Output]:
    """Sometimes pass a value of the input through the controller."""
    inputs = [one for one in scope.sources if one.path.startswith("input.")]
    if not inputs or builder.dice.chance(0.7):
        return {}
    source = builder.dice.pick(inputs)
    config["pass_data"] = builder.draft(scope).ref(source)
    return {"data": Output(source.kind, source.known)}


def _branch(builder: Builder, scope: Scope, controller: str, depth: int) -> list[str]:
    """All stages of a new branch, those of nested control flow among them."""
    start = len(builder.stages)
    inner = scope.branch(controller)
    for _ in range(builder.dice.weighted([1, 2, 3], [6, 3, 1])):
        unit(builder, inner, depth + 1)
    ids = [one["id"] for one in builder.stages[start:]]
    if builder.dice.chance(0.2):
        scope.sources.append(Source(f"upstream.{ids[-1]}", "object", ids[-1]))
    return ids


def _join(builder: Builder, scope: Scope, branches: list[list[str]]) -> None:
    if builder.dice.chance(0.6):
        builder.simple(scope, after=[ids[-1] for ids in branches])


def _route_keys(builder: Builder, source: Source, config: dict[str, Any]) -> list[str]:
    known = source.known
    if isinstance(known, bool):
        return builder.dice.some(["True", "False"], 1, 2)
    if isinstance(known, int) and builder.dice.chance(0.6):
        config["value_expression"] = "'many' if value > 10 else 'few'"
        return builder.dice.some(["many", "few"], 1, 2)
    if isinstance(known, str) and builder.dice.chance(0.3):
        config["value_expression"] = "'long' if len(value) > 20 else 'short'"
        return builder.dice.some(["long", "short"], 1, 2)
    if isinstance(known, str) and builder.dice.chance(0.3):
        config["case_insensitive"] = True
        return [known.title(), "none of these"]
    return builder.dice.shuffled([str(known), "another", "x y"])[: builder.dice.number(1, 3)]
