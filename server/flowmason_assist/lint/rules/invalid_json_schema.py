"""
A JSON Schema is itself wrong.

The engine does not check the schema before it uses it: an unknown type or a pattern that is no
regular expression fails the stage once validation comes to it, and a keyword that draft 7 does
not have is passed over.

## Example

    { "component_type": "schema_validate",
      "config": { "data": "{{input}}", "json_schema": { "type": "dict" } } }

## Instead

    { "component_type": "schema_validate",
      "config": { "data": "{{input}}", "json_schema": { "type": "object" } } }
"""

import json
from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.schema import SchemaProblem, breaks_on, schema_problems
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.edits import rename_key, replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.pointer import node_at
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.span import Span

RULE = Rule(code="FM428", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        if parameter.input is None or parameter.input.role is not Role.JSON_SCHEMA:
            continue
        schema = _schema(parameter)
        if not isinstance(schema, dict):
            continue  # See wrong_type.
        problems = list(schema_problems(schema))
        known = _breaks(view, schema) if problems else None
        for problem in problems:
            span, fix = _place(parameter.value, problem)
            fails = problem.breaks and (problem.any_data if known is None else known)
            severity = None if fails else Severity.WARNING
            message = f'"{parameter.name}": {problem.message}'
            # A keyword of the schema itself is the schema's fault; what lies deeper has a place.
            holder = parameter.value.span if len(problem.path) <= 1 else None
            yield Match(span, message, fix, severity=severity, holder=holder)


def _breaks(view: StageView, schema: Mapping[str, object]) -> bool | None:
    """Tell whether validation of the data fails, None when the data is not known."""
    data = view.exact(view.facts.parameter("data"))
    return None if data is UNKNOWN else breaks_on(schema, data)


def _holds_templates(value: Node) -> bool:
    return any("{{" in (node.text or "") for node in value.walk())


def _schema(parameter: Parameter) -> object:
    """Give the schema as Python, None when templates stand in it or it is no JSON."""
    value = parameter.value
    if _holds_templates(value):
        return None
    if value.kind is not NodeKind.STRING:
        return value.to_python()
    try:
        return json.loads(value.value)
    except (ValueError, RecursionError):
        return None


def _place(root: Node, problem: SchemaProblem) -> tuple[Span, Fix | None]:
    node = node_at(root, problem.path) if root.kind is NodeKind.OBJECT else None
    if node is None:
        return root.span, None
    meant = problem.suggestion
    if meant is None:
        return node.span, None
    holder = node_at(root, problem.path[:-1]) if problem.path else None
    member = holder.member(str(problem.path[-1])) if holder else None
    if not problem.breaks and member is not None:
        fix = Fix(f'Write "{meant}"', (rename_key(member, meant),), Applicability.UNSAFE)
        return member.key.span, fix
    return node.span, Fix(f'Write "{meant}"', (replace(node, meant),), Applicability.UNSAFE)
