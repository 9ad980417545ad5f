"""Whether an input changes nothing, because of what the others say."""

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.config import compare_names
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Idle, Input


def idle_reason(view: StageView, known: Input) -> str | None:
    """Say why an input has no effect in this stage, None when it may have one."""
    reason = next((_words(each) for each in known.idle if _holds(view, each)), None)
    if reason is None and _is_left_out(view, known.name):
        reason = f'with the operation "{view.facts.text("operation")}"'
    return reason


def _is_left_out(view: StageView, name: str) -> bool:
    """Tell whether only other operations read an input."""
    component = view.facts.component
    written = view.facts.text("operation")
    if component is None or written is None:
        return False
    known = component.input("operation")
    operation = component.operation(written.lower() if known and known.any_case else written)
    is_read = any(name in each.reads for each in component.operations)
    return operation is not None and is_read and name not in operation.reads


def _holds(view: StageView, case: Idle) -> bool:
    match case.state:
        case "set":
            return all(_is_set(view, name) for name in case.inputs)
        case "unset":
            return not any(_may_be_set(view, name) for name in case.inputs)
    parameter = view.facts.parameter(case.inputs[0])
    if parameter is not None:
        return view.settled(parameter) in case.values
    component = view.facts.component
    known = component.input(case.inputs[0]) if component else None
    return known is not None and known.default in case.values


def _is_set(view: StageView, name: str) -> bool:
    parameter = view.facts.parameter(name)
    value = view.settled(parameter) if parameter else None
    return value is not UNKNOWN and bool(value)


def _may_be_set(view: StageView, name: str) -> bool:
    parameter = view.facts.parameter(name)
    if parameter is not None:
        value = view.settled(parameter)
        return value is UNKNOWN or bool(value)
    return any(each.meant.name == name for each in compare_names(view.facts).misnamed)


def _words(case: Idle) -> str:
    names = " and ".join(f'"{name}"' for name in case.inputs)
    match case.state:
        case "set":
            return f"beside {names}"
        case "unset":
            return f"without {names}"
    return f"with this {names}"
