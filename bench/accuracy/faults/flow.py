"""Control flow that is wired wrongly, or cannot work at all."""

from collections.abc import Sequence
from typing import Any, Final

from bench.accuracy.faults.patient import Fault, IfRuns, Patient
from bench.accuracy.fields import components

Places = tuple[str, ...] | None
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "conditional": ("true_branch_stages", "false_branch_stages"),
    "foreach": ("loop_stages",),
    "trycatch": ("try_stages", "catch_stages", "finally_stages"),
    "router": ("default_route",),
}


def listed(patient: Patient, component: str, keys: Sequence[str] = ()) -> tuple[int, str] | None:
    """A controller and one of its keys that lists stages."""
    fits = [
        (index, key)
        for index, stage in enumerate(patient.stages)
        if stage["component_type"] == component
        for key in keys or LISTS[component]
        if isinstance(stage["config"].get(key), list) and stage["config"][key]
    ]
    return patient.dice.pick(fits) if fits else None


def _not_waiting(component: str) -> Fault:
    """Stages under a controller that do not wait for it."""

    def apply(patient: Patient) -> Places:
        found = listed(patient, component)
        if component == "router" and found is None:
            return _route_not_waiting(patient)
        if found is None:
            return None
        index, key = found
        inner = patient.dice.pick(patient.stages[index]["config"][key])
        return _detach(patient, patient.ids[index], inner, patient.at(index, "config", key))

    return Fault(apply, "lost")


def _route_not_waiting(patient: Patient) -> Places:
    index = patient.some_stage("router")
    if index is None:
        return None
    for key, ids in patient.stages[index]["config"].get("routes", {}).items():
        if isinstance(ids, list) and ids:
            place = patient.at(index, "config", "routes", key)
            return _detach(patient, patient.ids[index], patient.dice.pick(ids), place)
    return None


def _detach(patient: Patient, controller: str, inner: str, listed: str) -> Places:
    stage = patient.stage(inner)
    kept = [
        one
        for one in stage.get("depends_on", [])
        if one != controller and controller not in patient.before(one)
    ]
    stage["depends_on"] = kept
    here = patient.index(inner)
    return (patient.at(here, "depends_on"), patient.at(here), listed, f"{listed}/0", f"{listed}/1")


def _unknown_id(component: str) -> Fault:
    """A stage list that names a stage which does not exist."""

    def apply(patient: Patient) -> Places:
        found = listed(patient, component)
        if found is None:
            return None
        index, key = found
        ids = patient.stages[index]["config"][key]
        place = patient.dice.number(0, len(ids) - 1)
        ids[place] += patient.dice.pick(["_stage", "x", "-1"])
        if ids[place] in patient.ids:
            return None
        here = patient.at(index, "config", key)
        return (f"{here}/{place}", here)

    return Fault(apply, "lost")


def _key(component: str, old: str, new: str, if_runs: IfRuns = "lost") -> Fault:
    """Spell a key of a controller differently."""

    def apply(patient: Patient) -> Places:
        fits = [
            index
            for index, stage in enumerate(patient.stages)
            if stage["component_type"] == component and stage["config"].get(old)
        ]
        if not fits:
            return None
        index = patient.dice.pick(fits)
        config = patient.stages[index]["config"]
        config[new] = config.pop(old)
        here = patient.at(index, "config")
        return (f"{here}/{new}", f"{here}/{old}", here, patient.at(index))

    return Fault(apply, if_runs)


def _set(component: str, key: str, values: Sequence[object], if_runs: IfRuns) -> Fault:
    """Give a key of a controller another value."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage(component)
        if index is None:
            return None
        patient.stages[index]["config"][key] = patient.dice.pick(values)
        here = patient.at(index, "config", key)
        return (here, f"{here}/0", patient.at(index))

    return Fault(apply, if_runs)


def routes_as_text(patient: Patient) -> Places:
    """Routes that name one stage instead of a list of stages."""
    index = patient.some_stage("router")
    if index is None:
        return None
    routes: dict[str, Any] = patient.stages[index]["config"]["routes"]
    key = patient.dice.pick(list(routes))
    routes[key] = routes[key][0] if isinstance(routes[key], list) else "somewhere"
    here = patient.at(index, "config", "routes")
    return (patient.at(index, "config", "routes", key), here)


def skipped_output(patient: Patient) -> Places:
    """A stage after a branch that reads a stage of the branch; it fails if that was left out."""
    found = listed(patient, "conditional")
    if found is None:
        return None
    index, key = found
    inner = patient.stages[index]["config"][key][0]
    return reader(patient, inner, f"{{{{upstream.{inner}.{output_field(patient, inner)}}}}}")


def output_field(patient: Patient, stage_id: str) -> str:
    """An output field of a stage."""
    return next(iter(components()[patient.stage(stage_id)["component_type"]].outputs))


def reader(patient: Patient, after: str, template: str) -> Places:
    """Add a stage that reads a template after another stage."""
    config = {"message": f"Got {template}"}
    stage = {"id": "late_reader", "component_type": "logger", "config": config}
    patient.stages.append({**stage, "depends_on": [after]})
    return (patient.at(len(patient.stages) - 1, "config", "message"),)


def _after_block(path: str) -> Fault:
    """A catch stage that reads a field which only exists later, or never."""

    def apply(patient: Patient) -> Places:
        found = listed(patient, "trycatch", ["catch_stages"])
        if found is None:
            return None
        index, key = found
        caught = patient.dice.pick(patient.stages[index]["config"][key])
        inner = patient.stage(caught)
        inner["component_type"] = "logger"
        block = patient.ids[index]
        inner["config"] = {"message": f"Caught {{{{upstream.{block}.{path}}}}}"}
        return (patient.at(patient.index(caught), "config", "message"),)

    return Fault(apply)


def _impossible(component: str, config: dict[str, Any], if_runs: IfRuns = "unclear") -> Fault:
    """Add a stage of a component that cannot do its job from a file."""

    def apply(patient: Patient) -> Places:
        stage = {"id": "cannot_work", "component_type": component, "config": config}
        patient.stages.append({**stage, "depends_on": [patient.ids[0]]})
        here = len(patient.stages) - 1
        places = [patient.at(here, "config", key) for key in config]
        return (patient.at(here), patient.at(here, "component_type"), *places)

    return Fault(apply, if_runs)


def condition_as_text(patient: Patient) -> Places:
    """A comparison written into the condition itself, where any text is true."""
    fits = [
        n
        for n, stage in enumerate(patient.stages)
        if stage["component_type"] == "conditional"
        and isinstance(stage["config"]["condition"], str)
    ]
    if not fits:
        return None
    index = patient.dice.pick(fits)
    config = patient.stages[index]["config"]
    config.pop("condition_expression", None)
    config["condition"] += patient.dice.pick([" == 'gold'", " > 1000000", " is None"])
    return (patient.at(index, "config", "condition"),)


def variable_as_context(patient: Patient) -> Places:
    """A variable that is read where the engine never puts it."""
    index = patient.some_stage("variable_set")
    if index is None:
        return None
    name = patient.stages[index]["config"]["name"]
    return reader(patient, patient.ids[index], f"{{{{context.{name}}}}}")


FLOW: Final[dict[str, Fault]] = {
    "branch-does-not-wait": _not_waiting("conditional"),
    "route-does-not-wait": _not_waiting("router"),
    "loop-stage-does-not-wait": _not_waiting("foreach"),
    "try-stage-does-not-wait": _not_waiting("trycatch"),
    "unknown-branch-stage": _unknown_id("conditional"),
    "unknown-loop-stage": _unknown_id("foreach"),
    "unknown-try-stage": _unknown_id("trycatch"),
    "unknown-route-stage": _unknown_id("router"),
    "key-true-stages": _key("conditional", "true_branch_stages", "true_stages"),
    "key-false-stages": _key("conditional", "false_branch_stages", "false_stages"),
    "key-then": _key("conditional", "true_branch_stages", "then"),
    "key-else": _key("conditional", "false_branch_stages", "else"),
    "key-if": _key("conditional", "condition", "if"),
    "key-expression": _key("conditional", "condition_expression", "expression"),
    "key-default": _key("router", "default_route", "default"),
    "key-cases": _key("router", "routes", "cases"),
    "key-stages": _key("foreach", "loop_stages", "stages"),
    "key-body": _key("foreach", "loop_stages", "body"),
    "key-item-name": _key("foreach", "item_variable", "item_name"),
    "key-list": _key("foreach", "items", "list"),
    "key-try": _key("trycatch", "try_stages", "try"),
    "key-catch": _key("trycatch", "catch_stages", "catch"),
    "key-finally": _key("trycatch", "finally_stages", "finally"),
    "key-on-error": _key("trycatch", "error_scope", "on_error"),
    "routes-as-text": Fault(routes_as_text),
    "items-number": _set("foreach", "items", [5, "12", "{{input}}"], "unclear"),
    "items-words": _set("foreach", "items", ["a, b and c", "all"], "unclear"),
    "items-empty": _set("foreach", "items", [[], "[]"], "lost"),
    "branch-as-text": _set("conditional", "true_branch_stages", ["next", "a, b"], "lost"),
    "no-parallel-at-all": _set("foreach", "max_parallel", [-1, -5], "unclear"),
    "parallel-zero": _set("foreach", "max_parallel", [0, "0"], "unclear"),
    "skipped-output": Fault(skipped_output),
    "catch-reads-message": _after_block("error_message"),
    "catch-reads-nested": _after_block("error.message"),
    "catch-reads-status": _after_block("status"),
    "break-loop": _impossible("break_loop", {"condition": True}),
    "continue-loop": _impossible("continue_loop", {"condition": "yes"}),
    "parallel-names": _impossible("parallel", {"tasks": ["a", "b"]}),
    "subpipeline": _impossible("subpipeline", {"pipeline_id": "other"}, "inert"),
    "subpipeline-nameless": _impossible("subpipeline", {"pipeline_id": ""}),
    "retry-text": _impossible("retry", {"task": "call"}, "inert"),
    "timeout-text": _impossible("timeout", {"task": "call", "timeout": 5}, "inert"),
    "timeout-zero": _impossible("timeout", {"task": "call", "timeout": 0}),
    "variable-as-context": Fault(variable_as_context),
    "condition-as-text": Fault(condition_as_text, "lost"),
}
