"""
What stages give, and what a path into it leads to.

Types come from the catalogue; where a component passes on what it was given, they flow through.
What cannot be known is `any`, never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flowmason_assist.analysis.coerce import Hole
from flowmason_assist.analysis.inputs import Inputs, shared_type
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.analysis.transform import evaluated, mapped
from flowmason_assist.catalogue.component import Component
from flowmason_assist.catalogue.types import ANY, BOOL, FLOAT, INT, NULL, STR, Type
from flowmason_assist.expr.escapes import decode
from flowmason_assist.expr.scanner import scan
from flowmason_assist.syntax.tree import Node, NodeKind

# Outputs that hold what an input held.
_PASSED_ON: Mapping[tuple[str, str], str] = {
    ("conditional", "condition_value"): "condition",
    ("conditional", "data"): "pass_data",
    ("router", "original_value"): "value",
    ("router", "data"): "pass_data",
    ("trycatch", "data"): "pass_data",
    ("foreach", "items_to_process"): "items",
    ("logger", "passthrough"): "passthrough",
    ("rewriter", "tone"): "tone",
    ("switch_router", "data"): "data",
}

SKIPPED = Type("object", fields=(("skipped", BOOL), ("reason", STR)), closed=True)
ERROR = Type(
    "object",
    fields=(("error", STR), ("error_type", STR), ("error_occurred", BOOL)),
    closed=True,
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Where a path leads nowhere: `index` is the first segment that the value lacks."""

    index: int
    container: Type


def follow(start: Type, names: Sequence[str], first: int) -> Type | Missing:
    """Walk a path into a value of type `start`; `first` is the index of the first segment."""
    current = start
    for offset, name in enumerate(names):
        found = _step(current, name)
        if found is None:
            return Missing(first + offset, current)
        current = found
    return current


class OutputTypes:
    """The output types of all stages, worked out when asked for."""

    def __init__(
        self, stages: Mapping[str, StageFacts], inputs: Inputs, plain: dict[str, Type]
    ) -> None:
        self._stages = stages
        self._inputs = inputs
        self._plain = plain  # By component name; kept across versions by the caller.
        self._known: dict[str, Type] = {}

    def of(self, stage_id: str) -> Type:
        """Give the type of a stage's output when it runs to its end."""
        known = self._known.get(stage_id)
        if known is not None:
            return known
        self._known[stage_id] = ANY  # Stages that feed each other know nothing of each other.
        facts = self._stages.get(stage_id)
        kind = self._output(facts) if facts and facts.component else ANY
        self._known[stage_id] = kind
        return kind

    def loop_item(self, controller: str) -> Type:
        """Give the type of one item of a foreach."""
        items = self._parameter_type(self._stages[controller], "items")
        return items.args[0] if items.name == "list" and items.args else ANY

    def path_type(self, names: Sequence[str]) -> Type:
        """Give the type that a template's path leads to if everything runs; any if unknown."""
        if len(names) > 1 and names[0] == "input":
            field = self._inputs.fields.get(names[1])
            found = follow(field.type, names[2:], 2) if field else ANY
        elif len(names) > 1 and names[0] == "upstream":
            found = follow(self.of(names[1]), names[2:], 2)
        else:
            found = STR if names[:1] == ["env"] or names[:1] == ("env",) else ANY
        return found if isinstance(found, Type) else ANY

    def value(self, facts: StageFacts, node: Node) -> object:
        """Give a parameter's value with a hole for each template."""
        return fill(facts, node, self)

    def _output(self, facts: StageFacts) -> Type:
        component = facts.component
        if component is None:
            return ANY
        refined = self._refined(facts, component.name)
        plain = self._plain.get(component.name)
        if plain is None:
            plain = self._plain[component.name] = _plain_output(component)
        if not refined:
            return plain
        fields = tuple((name, refined.get(name, kind)) for name, kind in plain.fields)
        return Type("object", fields=fields, closed=plain.closed)

    def _refined(self, facts: StageFacts, component: str) -> dict[str, Type]:
        refined: dict[str, Type] = {}
        for (name, output), source in _PASSED_ON.items():
            if name == component:
                refined[output] = self._parameter_type(facts, source)
        if component == "variable_set" and facts.parameter("extract_path") is None:
            refined["value"] = self._parameter_type(facts, "value")
        if component == "foreach":
            refined["results"] = Type("list", (self._loop_result(facts),))
        if component == "json_transform":
            refined["result"] = self._transformed(facts)
        refined |= dict.fromkeys(_unfilled(facts), NULL)
        return {name: kind for name, kind in refined.items() if kind is not ANY}

    def _transformed(self, facts: StageFacts) -> Type:
        data = self._parameter_type(facts, "data")
        expression = facts.parameter("jmespath_expression")
        if expression is not None:
            text = facts.text("jmespath_expression")
            return evaluated(data, text) if text else ANY
        mapping = facts.parameter("mapping")
        changers = ("flatten", "defaults", "exclude_fields")
        if mapping is None or any(facts.parameter(name) for name in changers):
            return ANY
        if any(reference.parameter is mapping for reference in facts.references):
            return ANY  # Which path it is, only a run knows.
        paths = mapping.value.to_python()
        return mapped(data, paths) if isinstance(paths, dict) and paths else ANY

    def _loop_result(self, facts: StageFacts) -> Type:
        known = [
            each.stage_id.value for each in facts.mentions if each.stage_id.value in self._stages
        ]
        return self.of(known[-1]) if known else ANY

    def _parameter_type(self, facts: StageFacts, name: str) -> Type:
        parameter = facts.parameter(name)
        if parameter is not None:
            return type_of(self.value(facts, parameter.value))
        known = facts.component.input(name) if facts.component else None
        is_null = known is not None and not known.required and known.default is None
        return NULL if is_null else ANY


def fill(facts: StageFacts, node: Node, types: OutputTypes) -> object:
    """Give a JSON value of a stage as Python, with a hole where a template stands."""
    match node.kind:
        case NodeKind.STRING if "{{" in node.value:
            return _filled_string(facts, node, types)
        case NodeKind.OBJECT:
            return {member.name: fill(facts, member.value, types) for member in node.members}
        case NodeKind.ARRAY:
            return [fill(facts, item, types) for item in node.items]
        case _:
            return node.value


def type_of(value: object) -> Type:
    """Give the type of a Python value with holes."""
    match value:
        case Hole():
            return value.type
        case bool():
            return BOOL
        case int():
            return INT
        case float():
            return FLOAT
        case str():
            return STR
        case None:
            return NULL
        case dict():
            fields = tuple((str(key), type_of(each)) for key, each in value.items())
            return Type("object", fields=fields, closed=True)
        case list():
            return Type("list", (shared_type([type_of(each) for each in value]),))
        case _:
            return ANY


def _filled_string(facts: StageFacts, node: Node, types: OutputTypes) -> object:
    templates = scan(decode(facts.stage.text[node.start : node.end])).templates
    if not templates:
        return node.value
    if templates[0].whole:
        return Hole(types.path_type([segment.name for segment in templates[0].segments]))
    return Hole(STR)


def _unfilled(facts: StageFacts) -> frozenset[str]:
    """Give the outputs that only other operations of the component set."""
    component = facts.component
    operation = component.operation(facts.text("operation") or "") if component else None
    if component is None or operation is None:
        return frozenset()
    filled = {name for each in component.operations for name in each.fills}
    return frozenset(filled.difference(operation.fills))


def _plain_output(component: Component) -> Type:
    fields = tuple((output.name, output.type) for output in component.outputs)
    return Type("object", fields=fields, closed=not component.open_outputs)


def _step(kind: Type, name: str) -> Type | None:
    """Give what stands under a key, None when nothing can."""
    match kind.name:
        case "any":
            return ANY
        case "object":
            known = kind.field(name)
            return known if known is not None or kind.closed else ANY
        case "dict":
            return kind.args[1] if len(kind.args) > 1 else ANY
        case "union":
            found = [_step(each, name) for each in kind.args]
            real = [each for each in found if each is not None]
            return shared_type(real) if real else None
        case _:
            return None
