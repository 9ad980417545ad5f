"""Expressions, queries and schemas that cannot be evaluated."""

import copy
from collections.abc import Sequence
from typing import Any, Final

from bench.accuracy.faults.patient import Fault, IfRuns, Patient

Places = tuple[str, ...] | None


def _field(component: str, key: str, values: Sequence[object], if_runs: IfRuns) -> Fault:
    """Give a field of a component another value."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage(component)
        if index is None:
            return None
        patient.stages[index]["config"][key] = patient.dice.pick(values)
        here = patient.at(index, "config", key)
        return (here,)

    return Fault(apply, if_runs)


def _jmespath(*expressions: str) -> Fault:
    """Give a transformation another expression."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage("json_transform")
        if index is None:
            return None
        config: dict[str, Any] = patient.stages[index]["config"]
        for key in ("mapping", "flatten", "defaults", "exclude_fields"):
            config.pop(key, None)
        config["jmespath_expression"] = patient.dice.pick(expressions)
        return (patient.at(index, "config", "jmespath_expression"),)

    return Fault(apply)


def _items(expression: str, if_runs: IfRuns = "unclear") -> Fault:
    """Filter the items of a list with this expression."""

    def apply(patient: Patient) -> Places:
        config = {"data": [{"n": 1}], "filter_mode": "filter_array", "condition": expression}
        stage = {"id": "only_some", "component_type": "filter", "config": config}
        patient.stages.append(stage)
        return (patient.at(len(patient.stages) - 1, "config", "condition"),)

    return Fault(apply, if_runs)


def mapping_with_templates(patient: Patient) -> Places:
    """A mapping whose paths are written as templates."""
    fits = [n for n, one in enumerate(patient.stages) if one["config"].get("mapping")]
    if not fits:
        return None
    index = patient.dice.pick(fits)
    mapping = patient.stages[index]["config"]["mapping"]
    key = patient.dice.pick(list(mapping))
    mapping[key] = patient.dice.pick(["{{data.x}}", "{{x}}", "{{ item.name }}"])
    return (patient.at(index, "config", "mapping", key),)


def invalid_schema(patient: Patient) -> Places:
    """A JSON Schema that is none."""
    index = patient.some_stage("schema_validate")
    if index is None:
        return None
    schema, inner = patient.dice.pick(SCHEMAS)
    patient.stages[index]["config"]["json_schema"] = copy.deepcopy(schema)
    here = patient.at(index, "config", "json_schema")
    return (here + inner, here)


SYNTAX: Final = ["value >", "value = 3", "value && true", "if value", "value ==== 1", "value is"]
# Schemas that are none, each with the place inside it where it goes wrong.
SCHEMAS: Final[tuple[tuple[dict[str, Any], str], ...]] = (
    ({"type": "strin"}, "/type"),
    ({"type": "int"}, "/type"),
    ({"type": ["object", "array", "str"]}, "/type/2"),
    ({"anyOf": [{"type": "text"}]}, "/anyOf/0/type"),
    ({"not": {"type": "any"}}, "/not/type"),
    ({"pattern": "("}, "/pattern"),
    ({"$ref": "#/definitions/nowhere"}, "/$ref"),
    ({"type": ["string", "integer", "null", "objekt"]}, "/type/3"),
)

EXPRESSIONS: Final[dict[str, Fault]] = {
    "condition-syntax": _field("conditional", "condition_expression", SYNTAX, "inert"),
    "condition-other-name": _field(
        "conditional", "condition_expression", ["data > 1", "input.x", "condition"], "inert"
    ),
    "condition-call": _field(
        "conditional", "condition_expression", ["open('x')", "eval('1')", "print(value)"], "inert"
    ),
    "condition-lambda": _field(
        "conditional", "condition_expression", ["(lambda x: x)(value)", "value.__class__"], "inert"
    ),
    "condition-template": _field(
        "conditional", "condition_expression", ["{{input.nothing}} > 3", "{{value}} > 1"], "inert"
    ),
    "loop-filter-syntax": _field(
        "foreach", "filter_expression", ["item >", "x.y", "!item"], "lost"
    ),
    "loop-filter-name": _field(
        "foreach", "filter_expression", ["value > 0", "row == 1", "it != 2"], "lost"
    ),
    "route-expression": _field("router", "value_expression", ["value.", "open(value)"], "inert"),
    "return-expression": _field(
        "return", "condition_expression", ["value > 3", "x ==", "upstream.a"], "inert"
    ),
    "return-condition-text": _field("return", "condition", ["value > 3", "{{input}}"], "unclear"),
    "condition-isinstance": _field(
        "conditional", "condition_expression", ["isinstance(value, str)", "value.nothing"], "inert"
    ),
    "condition-inner-call": _field(
        "conditional", "condition_expression", ["any(len(str(x)) > 1 for x in [value])"], "inert"
    ),
    "filter-uses-data": _items("data > 1"),
    "filter-comprehension": _items("[x for x in data if x]"),
    "filter-syntax": _items("item ==", "inert"),
    "filter-other-name": _items("value['n'] > 0", "inert"),
    "filter-arrow": _items("item => item.n > 0", "inert"),
    "jmespath-unclosed": _jmespath("[?a", "a[", "{a: b", "'text", "a.", "foo(", "[0"),
    "jmespath-python": _jmespath("data['a']", "a if b else c", "[x for x in @]", "a == 'b' and c"),
    "jmespath-dollar": _jmespath("$.a.b", "$", "a.b()", "..a", "a..b"),
    "jmespath-function": _jmespath("len(@)", "count(@)", "upper(@)", "first(@)"),
    "jmespath-arity": _jmespath("length()", "sort_by(@)", "join(@)", "contains(@)"),
    "jmespath-number": _jmespath("[?a > 3]", "a == 1", "max_by(@, a)"),
    "mapping-with-templates": Fault(mapping_with_templates),
    "schema-invalid": Fault(invalid_schema),
    "schema-text": _field(
        "schema_validate", "json_schema", ["object", "{type: object}"], "unclear"
    ),
}
