"""Decisions, protected steps and early ends."""

from dataclasses import replace

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.build import CAUGHT, Result, Scope
from flowmason_assist.assist.compile.conditions import condition, tested
from flowmason_assist.assist.compile.expressions import route
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import slug
from flowmason_assist.assist.compile.node import Branch, Node
from flowmason_assist.assist.compile.shape import ANY, ELEMENT, FLAG, TEXT, Kind, Shape
from flowmason_assist.assist.compile.steps import Steps
from flowmason_assist.engine.json_value import Json


def conditional(steps: Steps, at: At) -> Result:
    """Run one of two branches."""
    return _chosen(steps, at)


def router(steps: Steps, at: At) -> Result:
    """Run the branch that a value names."""
    return _chosen(steps, at)


def decide(at: At) -> list[tuple[Branch, Scope]]:
    """Add a conditional or router and give the scope of each of its branches."""
    given = at.first("value", want="test")
    if not isinstance(given, Given):
        given = at.build.input("data")
    if ELEMENT in given.fields or given.alternatives:
        given = at.build.read(at.scope, given)
    lists = [list[Json]() for _ in at.node.branches]
    branches = list(zip(at.node.branches, lists, strict=True))
    stage = _if(at, given, branches) if at.node.component == "conditional" else None
    stage = stage or _route(at, given, branches)
    return [
        (branch, at.scope.inside(stage, branch.label or f" {branch.name}", member))
        for branch, member in branches
    ]


def _chosen(steps: Steps, at: At) -> Result:
    decided = decide(at)
    lasts = [steps.inside(branch.nodes, scope, at.scope) for branch, scope in decided]
    return merged(at, [last for last in lasts if last is not None])


def _if(at: At, given: Given, branches: list[tuple[Branch, list[Json]]]) -> str:
    value, expression = condition(at, given)
    config: dict[str, Json] = {"condition": value, "condition_expression": expression}
    for branch, member in branches:
        config[f"{'true' if branch.name == 'then' else 'false'}_branch_stages"] = member
    return at.emit(f"if-{spoken(at, given)}".rstrip("-"), config)


def _route(at: At, given: Given, branches: list[tuple[Branch, list[Json]]]) -> str:
    labels = [branch.label for branch, _ in branches if branch.label]
    is_answer = given.key is not None or given.source is None
    if not set(given.guards) <= set(at.scope.guards):
        given = replace(at.build.read(at.scope, given), key=given.key)
    is_structure = given.key is None and given.shape.kind in (Kind.LIST, Kind.RECORD)
    routes: dict[str, Json] = {}
    default: list[Json] = []
    for branch, member in branches:
        if branch.label:
            routes[branch.label.lower() if is_answer else branch.label] = member
        else:
            default = member
    config: dict[str, Json] = {
        "value": at.as_text(given) if is_structure else at.as_is(given),
        "value_expression": route(labels, "value", key=given.key) if is_answer else None,
        "routes": routes,
        "default_route": default,
        "case_insensitive": True,
    }
    return at.emit(f"route-by-{slug(given.noun)}".rstrip("-"), config)


def trycatch(steps: Steps, at: At) -> Result:
    """Run steps, and others when one of them fails."""
    tried, caught, after = (at.node.branch(name) for name in ("try", "catch", "finally"))
    config: dict[str, Json] = {"try_stages": list[Json]()}
    for name, nodes in (("catch_stages", caught), ("finally_stages", after)):
        if nodes:
            config[name] = list[Json]()
    config["error_scope"] = "continue"
    stage = at.emit(f"try-{slug(_first_words(tried[0]), 2)}".rstrip("-"), config)
    scopes = {name: _body(at.scope, stage, name, config) for name in ("try", "catch", "finally")}
    first = steps.inside(tried, scopes["try"], at.scope)
    error = Result(
        (at.build.given(scopes["catch"], stage, "error", noun="error"),),
        named={"error_type": at.build.given(scopes["catch"], stage, "error_type")},
    )
    scopes["catch"].results.update({CAUGHT: error, at.node.number: error})
    second = steps.run(caught, scopes["catch"]) if caught else None
    if after:
        steps.run(after, scopes["finally"])
    message = at.given(stage, "error_message", noun="error", shape=TEXT)
    failed = replace(message, may_be_null=True)
    result = merged(at, [each for each in (first, second) if each is not None])
    named = {
        "status": at.given(stage, "status", noun="outcome"),
        "error": failed,
        "error_message": failed,
    }
    return replace(result, named={**result.named, **named})


def ending(steps: Steps, at: At) -> Result:
    """End the run."""
    del steps
    if at.scope.is_inline:
        at.build.note("FlowMason cannot end a run from within a loop or a try block")
    given = at.first("value")
    shown = at.as_is(given) if isinstance(given, Given) else None
    stage = at.emit("stop-here", {"condition": True, "return_value": shown}, "return")
    at.build.end(stage, at.scope)
    return at.result(stage, "should_return", shape=FLAG, noun="outcome")


def merged(at: At, results: list[Result]) -> Result:
    """
    Give the result of whichever branch ran.

    It is read through a stage of its own, which is made when somebody reads it.
    """
    mains = tuple(
        main for result in results for main in result.main[0].alternatives or result.main[:1]
    )
    if len(mains) == 1:
        return Result(mains)
    if not mains:
        return Result((at.build.input("data"),))
    kinds = {main.shape.kind for main in mains}
    shape = mains[0].shape if len(kinds) == 1 else ANY
    return Result((either(mains, shape),))


def either(mains: tuple[Given, ...], shape: Shape, *, are_joined: bool = False) -> Given:
    """Give the one value that there is of some, or all of these lists together."""
    return Given(
        ("upstream",),
        (),
        shape,
        mains[0].noun,
        may_be_null=True,
        alternatives=mains,
        are_joined=are_joined,
    )


def _body(scope: Scope, stage: str, name: str, config: dict[str, Json]) -> Scope:
    member = config.get(f"{name}_stages")
    listed = member if isinstance(member, list) else []
    return replace(scope.inside(stage, name, listed), is_inline=True)


def spoken(at: At, given: Given) -> str:
    """Give a short name for a decision."""
    tests = tested(at)
    words = [str(value) for _, values in tests for value in values if isinstance(value, str)]
    if words:
        return slug(words[0], 2) or slug(given.noun, 2)
    name = slug(given.noun.replace("_", " "), 2) or "ok"
    signs = {"gt": "above", "ge": "above", "lt": "below", "le": "below", "missing": "missing"}
    return "-".join(filter(None, (name, signs.get(tests[0][0], ""))))


def _first_words(node: Node) -> str:
    return node.component.replace("_", " ")
