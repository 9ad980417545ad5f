"""
Computed templates turned into stages that can compute.

Templates hold paths only; `json_transform` knows JMESPath. What people write between braces,
defaults, indexes, counts and comparisons, mostly has a JMESPath form that means the same.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter, Reference
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.parser import intent
from flowmason_assist.expr.translate import (
    Translation,
    path_expression,
    text_expression,
    to_jmespath,
)
from flowmason_assist.lint.edits import add_dependency, insert_before, replace, replace_text
from flowmason_assist.lint.rule import Applicability, Fix
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit

_ROOTS = ("input", "upstream", "env", "context")
_KNOWN = (*_ROOTS, "data")
# `flowmason run` writes the time at which a run starts into its id; nothing else tells it.
_CLOCKS = ("now()", "today()", "timestamp()", "utcnow()", "datetime.now()")
_RUN_ID = ("context", "run_id")


def hoist(view: StageView, references: Iterable[Reference]) -> Mapping[Reference, Fix]:
    """
    Compute templates in a new stage before this one and read its results here.

    All that can be translated share one fix. Stages in a body get none: their control stage
    would have to know the new one.
    """
    stage = view.facts.stage
    if stage.id is None or view.scope.controls:
        return {}
    translated = {each: to_jmespath(each.template.path_text) for each in references}
    known = {each: found for each, found in translated.items() if found and _is_complete(found)}
    if not known:
        return {}
    helper = f"{stage.id.value}_values"
    names = {each: f"value_{number}" for number, each in enumerate(known, 1)}
    parts = [f"{names[each]}: {found.expression}" for each, found in known.items()]
    new_stage = {
        "id": helper,
        "component_type": "json_transform",
        "depends_on": [text.value for text in stage.depends_on],
        "config": {
            "data": gathered(path for found in known.values() for path in found.paths),
            "jmespath_expression": "{" + ", ".join(parts) + "}",
        },
    }
    edits = (
        insert_before(stage.text, stage.root, json.dumps(new_stage, ensure_ascii=False)),
        add_dependency(stage.text, stage.root, helper),
        *(
            replace_text(each.path_span, f"upstream.{helper}.result.{names[each]}")
            for each in known
        ),
    )
    fix = Fix(f'Compute it in a stage "{helper}"', edits, Applicability.UNSAFE)
    return dict.fromkeys(known, fix)


def is_mapped(parameter: Parameter) -> bool:
    """Tell whether a parameter is a mapping, whose values are paths and no templates."""
    return parameter.input is not None and parameter.input.role is Role.PATH_MAP


def mapping_as_expression(view: StageView, mapping: Parameter) -> tuple[Edit, ...]:
    """Give the edits that make one JMESPath expression of a json_transform's mapping."""
    data = view.facts.parameter("data")
    if data is None or mapping.value.value is not None:
        return ()
    found = _value_expression(view, mapping.value)
    if found is None:
        return ()
    return (
        replace(data.value, {**gathered(found.paths), "data": data.value.to_python()}),
        Edit(mapping.member.key.span, '"jmespath_expression"'),
        replace(mapping.value, found.expression),
    )


def gathered(paths: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """Give the data that an expression needs, as templates under the names of the roots."""
    data: dict[str, Any] = {}
    for path in paths:
        root = path[0]
        if root == "input":
            data[root] = "{{input}}"
        elif root in _ROOTS and len(path) > 1:
            data.setdefault(root, {})[path[1]] = f"{{{{{root}.{path[1]}}}}}"
    return data


def clock_path(reference: Reference) -> str | None:
    """Give what comes nearest to the time of the run, for a template that asks for the time."""
    return ".".join(_RUN_ID) if reference.template.path_text in _CLOCKS else None


def _is_complete(found: Translation) -> bool:
    """Tell whether a translation needs only what a template can fetch."""
    return all(path[0] == "input" or (path[0] in _ROOTS and len(path) > 1) for path in found.paths)


def _value_expression(view: StageView, node: Node) -> Translation | None:
    match node.kind:
        case NodeKind.OBJECT:
            inner = [_value_expression(view, member.value) for member in node.members]
            names = [path_expression((member.name,)) for member in node.members]
            return _collected(inner, "{", [f"{name}: " for name in names], "}")
        case NodeKind.ARRAY:
            inner = [_value_expression(view, item) for item in node.items]
            return _collected(inner, "[", [""] * len(inner), "]")
        case NodeKind.STRING:
            return _text_expression(view, node)
        case _:
            return Translation(f"`{json.dumps(node.value)}`", ())


def _collected(
    inner: list[Translation | None], opening: str, labels: list[str], closing: str
) -> Translation | None:
    found = [each for each in inner if each is not None]
    if len(found) < len(inner):
        return None
    if not found:
        return Translation(f"`{opening}{closing}`", ())
    parts = [f"{label}{each.expression}" for label, each in zip(labels, found, strict=True)]
    paths = tuple(path for each in found for path in each.paths)
    return Translation(f"{opening}{', '.join(parts)}{closing}", paths)


def _text_expression(view: StageView, node: Node) -> Translation | None:
    references = [each for each in view.facts.references if each.literal is node]
    if not references:
        path = node.text or ""
        return Translation(f"data.{path}" if path not in ("", "@", "data") else "data", ())
    pieces = [_reference_expression(each) for each in references]
    found = [each for each in pieces if each is not None]
    if len(found) < len(pieces):
        return None
    if references[0].template.whole:
        return found[0]
    return _joined(view, node, references, found)


def _joined(
    view: StageView, node: Node, references: list[Reference], found: list[Translation]
) -> Translation:
    source = view.facts.stage.text
    parts: list[str] = []
    position = node.start + 1
    for reference, piece in zip(references, found, strict=True):
        before = source[position : reference.span.start]
        if before:
            parts.append(text_expression(json.loads(f'"{before}"')))
        parts.append(f"to_string({piece.expression})")
        position = reference.span.end
    after = source[position : node.end - 1]
    if after:
        parts.append(text_expression(json.loads(f'"{after}"')))
    paths = tuple(path for piece in found for path in piece.paths)
    return Translation(f"join('', [{', '.join(parts)}])", paths)


def _reference_expression(reference: Reference) -> Translation | None:
    if clock_path(reference) is not None:
        return Translation(path_expression(_RUN_ID), (_RUN_ID,))
    translated = to_jmespath(reference.template.path_text)
    if translated is not None:
        return translated
    meant = intent(reference.template)
    if meant is None:
        return None
    # A bare "data" is the stage's own data, which an intent takes for a stage.
    own = meant.names[:1] == ("data",)
    names = meant.names if own else (meant.root, *meant.names)
    return Translation(path_expression(names), (names,)) if names[0] in _KNOWN else None
