"""
What a pipeline expects of answers that only the real world knows.

A web service, a model or a database may answer anything, and the components pass it on as it is.
So that a dry run does not fail for a field that the real answer surely has, made-up answers get
the shape in which the pipeline reads them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flowmason_core.config import ComponentConfig

from flowmason_assist.engine.host.components import Components
from flowmason_assist.engine.host.jmespath_reads import ELEMENT, expression_paths
from flowmason_assist.engine.host.templates import TEMPLATE, template_path

ELEMENT_VARIABLES = ("loop_item", "current_item")
ANNOTATIONS = frozenset({"default", "examples", "title", "description", "anyOf", "oneOf"})

Schema = Mapping[str, Any]


def expected_shapes(
    stages: Sequence[ComponentConfig], components: Components
) -> dict[str, dict[str, Any]]:
    """
    JSON Schemas of what is read, by stage and field of its output.

    What is read of the pipeline's input stands under the stage "".
    """
    root = _Node()
    loops = {stage.id: stage for stage in stages if stage.type == "foreach"}
    checks = {stage.id: stage for stage in stages if stage.type == "schema_validate"}
    for stage in stages:
        around = [loop for loop in loops.values() if stage.id in _body(loop)] if loops else []
        schema = components.input_schema(stage.type)
        for path, use in _uses(stage.input_mapping, schema):
            for source in _sources(_checked_source(path, checks), loops, around):
                node = root.at(source)
                node.schema = node.schema or use
        for declared, use in _declared(stage):
            for source in _sources(declared, loops, around):
                root.at(source).schema = use
    types = {stage.id: stage.type for stage in stages}
    return {
        stage: node.by_field(components.output_schema(types.get(stage, "")))
        for stage, node in root.parts.items()
    }


@dataclass(slots=True)
class _Node:
    """One place in an answer: what is read below it, and how it is used itself."""

    parts: dict[str, "_Node"] = field(default_factory=dict)
    schema: Schema = field(default_factory=dict)

    def at(self, path: Sequence[str]) -> "_Node":
        node = self
        for part in path:
            node = node.parts.setdefault(part, _Node())
        return node

    def by_field(self, output: Schema) -> dict[str, Any]:
        """Schemas of the fields of an output, of which one is declared."""
        return {
            name: part.structure(_plain(_property(output, name), output)) or dict(part.schema)
            for name, part in self.parts.items()
        }

    def structure(self, declared: Schema) -> dict[str, Any]:
        """Schema of what is read below, or nothing if nothing is."""
        element = self.parts.get(ELEMENT)
        if element is not None:
            return {"type": "array", "items": element.part(_schema(declared.get("items")))}
        if not self.parts:
            return {}
        properties = {
            name: part.part(_property(declared, name)) for name, part in self.parts.items()
        }
        return {"type": "object", "properties": properties}

    def part(self, declared: Schema) -> dict[str, Any]:
        """Schema of a part; what is declared holds, however the part is used."""
        return self.structure(declared) or dict(declared or self.schema)


def _sources(
    path: Sequence[str], loops: Mapping[str, ComponentConfig], around: Sequence[ComponentConfig]
) -> Iterator[list[str]]:
    """Where a template's value comes from: stage, field and what is below."""
    match list(path):
        case ["input", name, *rest]:
            yield ["", name, *rest]
        case ["upstream", loop, variable, *rest] if loop in loops and (
            variable in _element_variables(loops[loop])
        ):
            yield from _elements(loops[loop], rest, loops)
        case ["upstream", stage, name, *rest]:
            yield [stage, name, *rest]
        case ["context", variable, *rest]:
            for loop in around:
                if variable in _element_variables(loop):
                    yield from _elements(loop, rest, loops)


def _elements(
    loop: ComponentConfig, rest: Sequence[str], loops: Mapping[str, ComponentConfig]
) -> Iterator[list[str]]:
    items = loop.input_mapping.get("items")
    found = TEMPLATE.fullmatch(items.strip()) if isinstance(items, str) else None
    if found is not None:
        inner = {name: other for name, other in loops.items() if name != loop.id}
        around = [other for other in inner.values() if loop.id in _body(other)]
        yield from _sources([*template_path(found.group(1)), ELEMENT, *rest], inner, around)


def _checked_source(path: Sequence[str], checks: Mapping[str, ComponentConfig]) -> Sequence[str]:
    """Where a value comes from that a schema_validate stage hands on as it got it."""
    if len(path) > 2 and path[0] == "upstream" and path[2] == "data" and path[1] in checks:  # noqa: PLR2004
        source = _whole_template(checks[path[1]].input_mapping.get("data"))
        return [*source, *path[3:]] if source else path
    return path


def _declared(stage: ComponentConfig) -> Iterator[tuple[Sequence[str], Schema]]:
    """What a stage demands of its data: a schema to pass, fields that an expression reads."""
    source = _whole_template(stage.input_mapping.get("data"))
    if not source:
        return
    schema = stage.input_mapping.get("json_schema")
    if stage.type == "schema_validate" and isinstance(schema, Mapping):
        yield source, schema
    expression = stage.input_mapping.get("jmespath_expression")
    if stage.type == "json_transform" and isinstance(expression, str):
        for path in expression_paths(expression):
            yield [*source, *path], {}


def _whole_template(value: object) -> Sequence[str]:
    found = TEMPLATE.fullmatch(value.strip()) if isinstance(value, str) else None
    return template_path(found.group(1)) if found else ()


def _element_variables(loop: ComponentConfig) -> tuple[object, ...]:
    return (*ELEMENT_VARIABLES, loop.input_mapping.get("item_variable", "item"))


def _body(loop: ComponentConfig) -> Sequence[object]:
    stages = loop.input_mapping.get("loop_stages")
    return stages if isinstance(stages, list) else ()


def _uses(value: object, root: Schema) -> Iterator[tuple[list[str], Schema]]:
    """Paths in the templates of a value, each with the schema of the place that it fills."""
    pending: list[tuple[object, Schema]] = [(value, root)]
    while pending:
        current, schema = pending.pop()
        part = _plain(schema, root)
        if isinstance(current, dict):
            pending += [(below, _property(part, key)) for key, below in current.items()]
        elif isinstance(current, list):
            pending += [(below, _schema(part.get("items"))) for below in current]
        elif isinstance(current, str):
            is_whole = TEMPLATE.fullmatch(current.strip()) is not None
            for template in TEMPLATE.findall(current):
                yield template_path(template), part if is_whole else {}


def _plain(schema: Schema, root: Schema) -> Schema:
    """First of a schema's alternatives that is not null, without remarks for people."""
    options = schema.get("anyOf") or schema.get("oneOf") or [schema]
    chosen = next((option for option in map(_schema, options) if option.get("type") != "null"), {})
    reference = chosen.get("$ref")
    if isinstance(reference, str):
        chosen = _schema(_schema(root.get("$defs")).get(reference.rpartition("/")[2]))
    return {key: value for key, value in chosen.items() if key not in ANNOTATIONS}


def _property(schema: Schema, key: str) -> Schema:
    known = _schema(schema.get("properties"))
    return _schema(known.get(key, schema.get("additionalProperties")))


def _schema(value: object) -> Schema:
    return value if isinstance(value, Mapping) else {}
