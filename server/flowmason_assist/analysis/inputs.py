"""What a pipeline is given when it runs, as its input_schema and sample_input tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.catalogue.types import ANY, BOOL, FLOAT, INT, NULL, STR, Type
from flowmason_assist.syntax.tree import Node, NodeKind

_NUMBER = Type("union", (INT, FLOAT))
_JSON_TYPES: Mapping[str, Type] = {
    "string": STR,
    "integer": INT,
    "number": _NUMBER,
    "boolean": BOOL,
    "null": NULL,
}


@dataclass(frozen=True, slots=True)
class InputField:
    """One input; the engine enforces neither types nor `required`, and applies no default."""

    name: str
    type: Type
    declared: bool
    required: bool
    sampled: bool
    sample: object = None  # A JSON value; meaningless unless `sampled`.


@dataclass(frozen=True, slots=True)
class Inputs:
    """
    All inputs that are known.

    `open` means that nothing tells which inputs exist, so that any may.
    """

    fields: Mapping[str, InputField]
    open: bool
    has_sample: bool
    has_schema: bool

    def sample_at(self, names: Sequence[str]) -> object:
        """Give what a plain run finds under a path such as `input.order.id`; else `UNKNOWN`."""
        if len(names) < 2 or names[0] != "input":  # noqa: PLR2004 - the root and a field
            return UNKNOWN
        field = self.fields.get(names[1])
        found = field.sample if field and field.sampled else UNKNOWN
        for name in names[2:]:
            found = found.get(name, UNKNOWN) if isinstance(found, dict) else UNKNOWN
        return found


def read_inputs(root: Node) -> Inputs:
    """Read the inputs of a pipeline from its top-level object."""
    properties = _child(root.get("input_schema"), "properties")
    required = _names(_child(root.get("input_schema"), "required"))
    sample = root.get("sample_input")
    samples = {member.name: member.value for member in sample.members} if sample else {}
    fields: dict[str, InputField] = {}
    for member in properties.members if properties else ():
        sampled = member.name in samples
        kind = schema_type(member.value)
        if kind.name == "any" and sampled:
            kind = value_type(samples[member.name])
        in_required = member.name in required
        written = samples[member.name].to_python() if sampled else None
        fields[member.name] = InputField(member.name, kind, True, in_required, sampled, written)
    for name, value in samples.items():
        if name not in fields:
            kind, written = value_type(value), value.to_python()
            fields[name] = InputField(name, kind, False, False, True, written)
    return Inputs(fields, not fields, sample is not None, bool(properties and properties.members))


def schema_type(schema: Node) -> Type:
    """Give the type that a JSON Schema promises, as far as it says one."""
    declared = schema.get("type")
    if declared is not None and declared.items:
        members = tuple(_named_type(str(item.value), schema) for item in declared.items)
        return Type("union", members)
    enum = schema.get("enum")
    if enum is not None and enum.items and all(_is_scalar(item) for item in enum.items):
        return Type("literal", values=tuple(item.value for item in enum.items))
    return _named_type(declared.text or "", schema) if declared is not None else ANY


def value_type(node: Node) -> Type:
    """Give the type of a JSON value; of a list, the type that all items share."""
    match node.kind:
        case NodeKind.STRING:
            return STR
        case NodeKind.NUMBER:
            return INT if isinstance(node.value, int) else FLOAT
        case NodeKind.LITERAL:
            return NULL if node.value is None else BOOL
        case NodeKind.OBJECT:
            fields = {member.name: value_type(member.value) for member in node.members}
            return Type("object", fields=tuple(fields.items()), closed=True)
        case NodeKind.ARRAY:
            return Type("list", (shared_type([value_type(item) for item in node.items]),))
        case NodeKind.MISSING:
            return ANY


def shared_type(kinds: list[Type]) -> Type:
    """Give the type that all have, any when they differ or there are none."""
    first = kinds[0] if kinds else ANY
    return first if all(kind == first for kind in kinds) else ANY


def _named_type(name: str, schema: Node) -> Type:
    if name == "array":
        items = schema.get("items")
        return Type("list", (schema_type(items) if items is not None else ANY,))
    if name == "object":
        properties = _child(schema, "properties")
        members = properties.members if properties else ()
        fields = {member.name: schema_type(member.value) for member in members}
        return Type("object", fields=tuple(fields.items()))
    return _JSON_TYPES.get(name, ANY)


def _is_scalar(node: Node) -> bool:
    return node.kind in (NodeKind.STRING, NodeKind.NUMBER, NodeKind.LITERAL)


def _child(node: Node | None, name: str) -> Node | None:
    return node.get(name) if node is not None else None


def _names(node: Node | None) -> frozenset[str]:
    if node is None:
        return frozenset()
    return frozenset(item.value for item in node.items if item.kind is NodeKind.STRING)
