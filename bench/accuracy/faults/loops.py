"""Loops and branches whose stages look for values that are not there for them."""

from typing import Final

from bench.accuracy.faults.flow import listed, output_field, reader
from bench.accuracy.faults.known import stage_lists
from bench.accuracy.faults.patient import Fault, Patient

Places = tuple[str, ...] | None


def loop_out_of_order(patient: Patient) -> Places:
    """A loop whose later stage comes first."""
    fits = [
        index
        for index, stage in enumerate(patient.stages)
        if stage["component_type"] == "foreach"
        and isinstance(stage["config"]["loop_stages"], list)
        and len(stage["config"]["loop_stages"]) > 1
    ]
    if not fits:
        return None
    index = patient.dice.pick(fits)
    ids = patient.stages[index]["config"]["loop_stages"]
    ids.reverse()
    here = patient.at(index, "config", "loop_stages")
    inner = [slot for slot in patient.templates("upstream.") if patient.ids[slot.stage] in ids]
    uses = [slot.pointer for slot in inner if slot.path.split(".")[1] in ids]
    stages = [patient.at(patient.index(one)) for one in ids]
    return (here, f"{here}/0", f"{here}/1", *uses, *stages)


def loop_stage_left_out(patient: Patient) -> Places:
    """A stage that uses the item of a loop and is not part of it."""
    found = listed(patient, "foreach")
    if found is None:
        return None
    index, key = found
    ids = patient.stages[index]["config"][key]
    left = ids.pop(patient.dice.number(0, len(ids) - 1))
    here = patient.index(left)
    uses = [slot.pointer for slot in patient.slots() if slot.stage == here and slot.path]
    place = patient.at(index, "config", key)
    return (*uses, patient.at(here), place, patient.at(index, "config"))


def loop_output_afterwards(patient: Patient) -> Places:
    """A stage after a loop that reads a loop stage instead of the results."""
    found = listed(patient, "foreach")
    if found is None:
        return None
    index, key = found
    inner = patient.stages[index]["config"][key][-1]
    return reader(
        patient, patient.ids[index], f"{{{{upstream.{inner}.{output_field(patient, inner)}}}}}"
    )


def _body_reads(form: str) -> Fault:
    """A loop stage that reads the item in a way that does not resolve."""

    def apply(patient: Patient) -> Places:
        found = listed(patient, "foreach")
        if found is None:
            return None
        index, key = found
        config = patient.stages[index]["config"]
        inner = patient.stage(patient.dice.pick(config[key]))
        item = config.get("item_variable", "item")
        wrong = form.format(item=item, loop=patient.ids[index])
        inner["component_type"] = "logger"
        inner["config"] = {"message": f"Item {{{{{wrong}}}}}"}
        return (patient.at(patient.index(inner["id"]), "config", "message"),)

    return Fault(apply)


def whole_item_as_text(patient: Patient) -> Places:
    """A loop stage that takes an item, which is no text, for its text."""
    found = listed(patient, "foreach")
    if found is None:
        return None
    index, key = found
    config = patient.stages[index]["config"]
    if isinstance(config["items"], list) and isinstance(config["items"][0], str):
        return None
    inner = patient.stage(config[key][0])
    inner["component_type"] = "generator"
    inner["config"] = {"prompt": f"{{{{context.{config.get('item_variable', 'item')}}}}}"}
    return (patient.at(patient.index(inner["id"]), "config", "prompt"),)


def body_reads_too_early(patient: Patient) -> Places:
    """A loop or try stage that reads a stage which the controller does not wait for."""
    found = listed(patient, "foreach") or listed(patient, "trycatch", ["try_stages"])
    if found is None:
        return None
    index, key = found
    controller = patient.ids[index]
    inner = patient.stage(patient.stages[index]["config"][key][0])
    late = {"id": "prepared_late", "component_type": "logger", "config": {"message": "ready"}}
    patient.stages.append({**late, "depends_on": [controller]})
    inner["component_type"] = "generator"
    inner["config"] = {"prompt": "Use {{upstream.prepared_late.log_id}}"}
    inner["depends_on"] = [controller, "prepared_late"]
    return (patient.at(patient.index(inner["id"]), "config", "prompt"),)


def loop_inside(patient: Patient) -> Places:
    """A loop as a stage of a try block, which never starts it."""
    found = listed(patient, "trycatch", ["try_stages"])
    if found is None:
        return None
    index, key = found
    block = patient.ids[index]
    config = {"items": ["a", "b"], "loop_stages": ["inner_step"]}
    loop = {"id": "inner_loop", "component_type": "foreach", "config": config}
    prompt = "Write about {{context.item}} and {{upstream.inner_loop.item}}"
    step = {"id": "inner_step", "component_type": "generator", "config": {"prompt": prompt}}
    patient.stages.append({**loop, "depends_on": [block]})
    patient.stages.append({**step, "depends_on": ["inner_loop"]})
    patient.stages[index]["config"][key].append("inner_loop")
    last = len(patient.stages) - 1
    places = [patient.at(last, "config", "prompt"), patient.at(last - 1), patient.at(last)]
    places += [
        patient.at(last - 1, "component_type"),
        patient.at(last - 1, "config", "loop_stages"),
    ]
    place = patient.at(index, "config", key)
    return (*places, f"{place}/{len(patient.stages[index]['config'][key]) - 1}", place)


def nested_in_loop(patient: Patient) -> Places:
    """A condition inside a loop, where nothing heeds it."""
    found = listed(patient, "foreach")
    if found is None:
        return None
    index, key = found
    ids = patient.stages[index]["config"][key]
    target = ids[-1]
    config = {"condition": False, "true_branch_stages": [target]}
    stage = {"id": "inner_check", "component_type": "conditional", "config": config}
    patient.stages.append({**stage, "depends_on": [patient.ids[index]]})
    ids.insert(0, "inner_check")
    here = len(patient.stages) - 1
    return (
        patient.at(here),
        patient.at(here, "component_type"),
        patient.at(index, "config", key, 0),
    )


def other_branch(patient: Patient) -> Places:
    """A stage of one branch that reads a stage of the other."""
    for index, stage in enumerate(patient.stages):
        lists = [ids for ids in stage_lists(stage["config"]).values() if ids]
        if stage["component_type"] in {"conditional", "router"} and len(lists) > 1:
            first, second = patient.dice.some(lists, 2, 2)
            here, there = patient.stage(first[0]), second[0]
            here["component_type"] = "logger"
            here["config"] = {
                "message": f"See {{{{upstream.{there}.{output_field(patient, there)}}}}}"
            }
            here["depends_on"] = [patient.ids[index], there]
            return (patient.at(patient.index(first[0]), "config", "message"),)
    return None


LOOPS: Final[dict[str, Fault]] = {
    "loop-out-of-order": Fault(loop_out_of_order, "unclear"),
    "loop-stage-left-out": Fault(loop_stage_left_out),
    "loop-output-afterwards": Fault(loop_output_afterwards),
    "loop-item-bare": _body_reads("{item}"),
    "loop-item-other-name": _body_reads("context.element"),
    "loop-item-field": _body_reads("context.{item}.no_such_field"),
    "loop-item-through-items": _body_reads("upstream.{loop}.items"),
    "loop-item-total": _body_reads("upstream.{loop}.total_items"),
    "loop-item-output": _body_reads("upstream.{loop}.output.item"),
    "loop-name": _body_reads("loop.{item}"),
    "whole-item-as-text": Fault(whole_item_as_text),
    "other-branch": Fault(other_branch),
    "body-reads-too-early": Fault(body_reads_too_early),
    "loop-inside-try": Fault(loop_inside),
    "condition-in-loop": Fault(nested_in_loop, "inert"),
}
