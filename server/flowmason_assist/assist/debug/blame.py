"""Whose fault an error is, and what to look at when it is not the file's."""

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.assist.debug.place import Spot
from flowmason_assist.assist.debug.suspects import matching
from flowmason_assist.engine.messages import Cause, Fault
from flowmason_assist.lint.rule import Severity

_TIMEOUTS = frozenset({"E27", "E28", "E31"})
# What a template comes to when only the input of the run, or an answer, can be wrong.
_SOUND = frozenset({Outcome.FOUND, Outcome.OPTIONAL_INPUT, Outcome.UNSAMPLED_INPUT})


def blame(facts: Facts, index: int | None, spot: Spot | None, cause: Cause) -> Fault:
    """
    Say whose fault it is.

    What lint calls an error is the file's fault. A template that resolves in a sound run, and a
    setting filled by one, fail because of what arrived there.
    """
    if spot is not None and spot.finding and spot.finding.severity is Severity.ERROR:
        return "pipeline"
    if cause.id in _TIMEOUTS:
        return _timeout(facts, index, cause)
    if cause.fault not in ("pipeline", "data") or index is None:
        return cause.fault
    if cause.id == "E05" and cause.groups.get("type") == "list":
        return "pipeline"  # No template can go into a list, whatever is in it.
    resolves = _resolves(facts, index, cause)
    if resolves is not None:
        return "data" if resolves else "pipeline"
    parameter = facts.stages[index].parameter(cause.groups.get("field", ""))
    if cause.kind == "mapping" and parameter is not None:
        return "data" if _is_filled(parameter) else "pipeline"
    return cause.fault


def _resolves(facts: Facts, index: int, cause: Cause) -> bool | None:
    """Tell whether the quoted template resolves as far as the file tells; None for no template."""
    path = cause.groups.get("template")
    view = facts.view(index)
    outcomes = [
        view.resolve(each).outcome
        for each in (matching(facts.stages[index], path) if path is not None else ())
    ]
    return all(each in _SOUND for each in outcomes) if outcomes else None


def _is_filled(parameter: Parameter) -> bool:
    """Tell whether a run decides what the parameter holds."""
    return any("{{" in (node.text or "") for node in parameter.value.walk())


def _timeout(facts: Facts, index: int | None, cause: Cause) -> Fault:
    """A limit that the file sets is the file's; else somebody else was slow."""
    if index is None:
        return cause.fault
    stage = facts.stages[index]
    written = stage.stage.root.get("timeout_ms")
    if written is not None and str(written.value) == cause.groups.get("ms"):
        return "pipeline"
    if stage.component is not None and stage.component.model_call is not None:
        return "provider"
    return "network" if stage.parameter("url") is not None else cause.fault
