"""How bad it is that a template may bring a value of another type than its place wants."""

from flowmason_assist.analysis.coerce import Misfit, Verdict, convertible, misfit
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.requests import Request
from flowmason_assist.analysis.stage_facts import Parameter, Reference
from flowmason_assist.catalogue.component import Kind
from flowmason_assist.catalogue.types import Type
from flowmason_assist.lint.rule import Severity

STRUCTURES = frozenset({"list", "dict", "object"})
"""Types that text becomes only if it is JSON."""


def misfits(view: StageView) -> tuple[tuple[Parameter, Misfit], ...]:
    """Give the parameters whose values the engine cannot or may not convert."""
    return view.once(_misfits)


def _misfits(view: StageView) -> tuple[tuple[Parameter, Misfit], ...]:
    found = []
    for parameter in view.facts.parameters:
        clash = misfit(view.value(parameter), parameter.input.type) if parameter.input else None
        if clash is not None:
            found.append((parameter, clash))
    return tuple(found)


def severity_of(view: StageView, reference: Reference, clash: Misfit) -> Severity | None:
    """Tell how bad it is; None when the value fits as long as all goes well."""
    source, wanted = (clash.found or clash.wanted).required, clash.wanted
    if clash.verdict is Verdict.NEVER:
        return Severity.ERROR
    if convertible(source, wanted) is Verdict.ALWAYS:
        return None  # Only null would not fit.
    root = reference.names[0]
    if source.name == "str":
        return _severity_of_text(view, reference, wanted)
    if source.name == "list" and wanted.name == "list" and _items_never_fit(source, wanted):
        return Severity.ERROR if root == "input" else Severity.WARNING
    if source.name == "float" and root == "upstream":
        return Severity.ERROR
    if source.name == "union" and wanted.name == "str" and root == "upstream":
        return None if any(each.name == "any" for each in source.args) else Severity.WARNING
    return None


def _severity_of_text(view: StageView, reference: Reference, wanted: Type) -> Severity | None:
    is_structure = wanted.name in STRUCTURES
    if reference.stage is None:
        if reference.names[0] != "input":
            return None
        is_meant = "json" in reference.template.path_text.lower()
        return Severity.ERROR if is_structure and not is_meant else Severity.INFO
    seen = view.scope.upstream[reference.stage]
    component = view.catalogue.get(seen.component or "")
    if component is None or component.source:
        return Severity.INFO
    if component.model_call is None:
        # A route or a branch may be named like a number.
        is_word = component.kind is Kind.CONTROL_FLOW and not is_structure
        return Severity.WARNING if is_word else Severity.ERROR
    asked = Request.STRUCTURE if is_structure else Request.SCALAR
    return Severity.INFO if asked in seen.requests else Severity.ERROR


def _items_never_fit(source: Type, wanted: Type) -> bool:
    known = bool(source.args and wanted.args)
    return known and convertible(source.args[0], wanted.args[0]) is Verdict.NEVER
