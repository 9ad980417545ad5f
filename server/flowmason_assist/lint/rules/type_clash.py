"""
A template brings a value of another type than the component takes.

A template that stands alone keeps the type of its value, and the engine converts little: text
that is JSON becomes a list or an object, text that is a number becomes one, but nothing ever
becomes text. The stage fails. What a model writes is only JSON if the prompt asks for nothing
else.

## Example

    { "id": "rate", "component_type": "critic", "config": { "content": "{{input.text}}" } },
    { "depends_on": ["rate"], "component_type": "logger",
      "config": { "message": "{{upstream.rate.score}}" } }

## Instead

    { "depends_on": ["rate"], "component_type": "logger",
      "config": { "message": "score: {{upstream.rate.score}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import Misfit, Verdict, convertible
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter, Reference
from flowmason_assist.catalogue.types import Type
from flowmason_assist.lint.clashes import STRUCTURES, misfits, severity_of
from flowmason_assist.lint.compute import is_mapped
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.pointer import node_at

RULE = Rule(code="FM408", severity=Severity.ERROR)

_FIELD = 2  # Where the name of an output or input stands: behind the root and, upstream, the id.


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter, clash in misfits(view):
        if clash.found is None or is_mapped(parameter):
            continue  # See wrong_type and template_in_mapping.
        node = node_at(parameter.value, clash.path)
        reference = next((each for each in view.facts.references if each.literal is node), None)
        severity = severity_of(view, reference, clash) if reference else None
        if severity is Severity.WARNING and _wants_items(parameter) and not clash.path:
            severity = Severity.ERROR  # An empty list does not pass either.
        if reference is None or severity is None:
            continue
        message = f'"{reference.template.path_text}" does not fit "{parameter.name}": '
        message += clash.message + _advice(clash)
        yield Match(reference.span, message, _fix(view, reference, clash), severity=severity)


def _wants_items(parameter: Parameter) -> bool:
    return parameter.input is not None and bool(parameter.input.min_length)


def _advice(clash: Misfit) -> str:
    if clash.found and clash.found.name == "null":
        return ""
    if clash.wanted.name == "str":
        return "; write it into a text, as nothing is converted to text"
    if clash.found and clash.found.name == "str" and clash.wanted.name in STRUCTURES:
        return "; text is only converted when it is JSON and nothing else"
    return ""


def _fix(view: StageView, reference: Reference, clash: Misfit) -> Fix | None:
    """Offer the main output of the stage, or the raw answer of its model, when that fits."""
    seen = view.scope.upstream.get(reference.stage or "")
    component = view.catalogue.get(seen.component or "") if seen else None
    if component is None or len(reference.names) != _FIELD + 1:
        return None
    offered = (component.main_output, component.output("raw"))
    for output in filter(None, offered):
        is_new = output.name != reference.names[_FIELD]
        if is_new and convertible(output.type, clash.wanted) is Verdict.ALWAYS:
            edit = replace_text(reference.segment_span(_FIELD), output.name)
            return Fix(f'Read "{output.name}"', (edit,), Applicability.UNSAFE)
    return _inner_fix(reference, clash)


def _inner_fix(reference: Reference, clash: Misfit) -> Fix | None:
    """Offer the only field of an object that fits."""
    fields = clash.found.fields if clash.found else ()
    fitting = [name for name, kind in fields if _may_fit(kind, clash.wanted)]
    if len(fitting) != 1:
        return None
    path = f"{reference.template.path_text}.{fitting[0]}"
    edit = replace_text(reference.path_span, path)
    return Fix(f"Read {path}", (edit,), Applicability.UNSAFE)


def _may_fit(kind: Type, wanted: Type) -> bool:
    return kind.name != "str" and convertible(kind, wanted) is not Verdict.NEVER
