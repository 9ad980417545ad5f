"""Steps one after the other: each becomes stages, and what it gives is there for the next."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.build import Build, Result, Scope
from flowmason_assist.assist.compile.components import (
    language,
    notes,
    records,
    stores,
    web,
    writing,
)
from flowmason_assist.assist.compile.node import Node, references
from flowmason_assist.assist.plan.families import STORES

Handler = Callable[[At], Result]
Control = Callable[["Steps", At], Result]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "generator": writing.generator,
        "critic": writing.critic,
        "improver": writing.improver,
        "selector": writing.selector,
        "combiner": writing.combiner,
        "chat": writing.chat,
        "analyzer": language.analyzer,
        "summarizer": language.summarizer,
        "translator": language.translator,
        "rewriter": language.rewriter,
        "embedder": language.embedder,
        "http_request": web.http_request,
        "output_router": web.output_router,
        "error_router": web.error_router,
        "local_file": stores.local_file,
        "s3": stores.s3,
        "postgres": stores.postgres,
        "mongodb": stores.mongodb,
        "redis": stores.redis,
        "json_transform": records.json_transform,
        "filter": records.filter_items,
        "aggregate": records.aggregate,
        "pandas": records.pandas,
        "sql": records.sql,
        "join": records.join,
        "schema_validate": records.schema_validate,
        "logger": notes.logger,
        "variable_set": notes.variable_set,
        "loop": notes.loop,
    }
)
_CHANGES_WORLD = frozenset({"output_router", "error_router", "logger"})
_READING = frozenset(
    {"read", "read_csv", "list", "exists", "download", "query", "find", "count", "get"}
)


class Steps:
    """Compiles sequences of steps; the controllers are given, since they compile steps too."""

    def __init__(self, build: Build, controls: Mapping[str, Control]) -> None:
        self.build = build
        self._controls = controls

    def run(self, nodes: tuple[Node, ...], scope: Scope) -> Result | None:
        """Add the stages of steps to a scope and give the result of the last."""
        last: Result | None = None
        before: tuple[str, ...] = ()
        was_change = False
        for node in nodes:
            is_change = changes_world(node)
            waits = is_change or (was_change and _reads_world(node))
            count = len(self.build.stages)
            at = At(self.build, scope, node, before if waits else ())
            last = self.one(at)
            if node.number > 0:
                scope.results[node.number] = last
            made = self.build.stages[count:]
            if made:
                before = (made[-1].id if node.is_controller is False else made[0].id,)
            was_change = is_change
        return last

    def one(self, at: At) -> Result:
        """Add the stages of one step."""
        control = self._controls.get(at.node.component)
        return HANDLERS[at.node.component](at) if control is None else control(self, at)

    def inside(self, nodes: tuple[Node, ...], scope: Scope, around: Scope) -> Result | None:
        """Add a branch; what its steps give is known after it too, with its guards."""
        last = self.run(nodes, scope)
        around.results.update(scope.results)
        return last


def changes_world(node: Node) -> bool:
    """Whether a step does something that others can see."""
    if node.component in _CHANGES_WORLD or node.branches:
        return True
    if node.component == "http_request":
        return bool(node.settings.get("method")) and node.settings["method"] != ("GET",)
    operation = node.settings.get("op", ("",))[0]
    return node.component in STORES and operation not in _READING


def _reads_world(node: Node) -> bool:
    is_free = all(reference.origin != "step" for reference in references((node,)))
    return node.component in STORES and is_free
