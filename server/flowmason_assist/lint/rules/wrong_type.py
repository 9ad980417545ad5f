"""
A value has another type than the component takes.

The engine converts little: text to a number, to a boolean word or, if it is JSON, to a list or
an object. It never makes text of anything, and never a list of one value. The stage fails.

## Example

    { "component_type": "critic", "config": { "content": "{{input.text}}", "criteria": "clarity" } }

## Instead

    { "component_type": "critic",
      "config": { "content": "{{input.text}}", "criteria": ["clarity"] } }
"""

import json
from collections.abc import Iterator

from flowmason_assist.analysis.coerce import Misfit, Verdict
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.lint.clashes import misfits
from flowmason_assist.lint.compute import is_mapped, mapping_as_expression
from flowmason_assist.lint.conversions import guess
from flowmason_assist.lint.edits import remove_member, replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.pointer import node_at
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.span import Span

RULE = Rule(code="FM407", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter, found in misfits(view):
        if found.found is not None or found.verdict is not Verdict.NEVER:
            continue  # See type_clash.
        node = node_at(parameter.value, found.path) or parameter.value
        if found.wanted.name == "literal" and node.kind is NodeKind.STRING:
            continue  # See unknown_value.
        if node.kind is not NodeKind.MISSING:
            message = f'"{parameter.name}": {found.message}'
            holder = _faulty_list(parameter, node, found)
            yield Match(node.span, message, _fix(view, parameter, node, found), holder=holder)


def _faulty_list(parameter: Parameter, node: Node, found: Misfit) -> Span | None:
    """Give the list whose items are all like a wrong one: then the list is at fault."""
    holder = node_at(parameter.value, found.path[:-1]) if found.path else None
    items = holder.items if holder is not None else ()
    return (
        holder.span if holder and items and all(each.kind is node.kind for each in items) else None
    )


def _fix(view: StageView, parameter: Parameter, node: Node, found: Misfit) -> Fix | None:
    if is_mapped(parameter) and node is not parameter.value:
        edits = mapping_as_expression(view, parameter)
        title = "Write a JMESPath expression"
        return Fix(title, edits, Applicability.UNSAFE) if edits else None
    known = parameter.input
    holder = view.facts.stage.root.get(parameter.source)
    is_empty = node.value is None and node.kind is NodeKind.LITERAL
    fits_nothing = found.wanted.name in ("null", "union") and not found.wanted.args
    if known and holder and not known.required and (is_empty or fits_nothing):
        if is_empty and node is not parameter.value:
            return None
        edit = remove_member(view.facts.stage.text, holder, parameter.member)
        applicability = Applicability.SAFE if is_empty else Applicability.UNSAFE
        return Fix(f'Remove "{parameter.name}"', (edit,), applicability)
    meant = guess(node.to_python(), found.wanted)
    if meant is None:
        return None
    shown = json.dumps(meant.value, ensure_ascii=False)
    title = f"Write {shown}" if len(shown) < 40 else "Convert it"  # noqa: PLR2004 - fits a menu
    return Fix(title, (replace(node, meant.value),), meant.applicability)
