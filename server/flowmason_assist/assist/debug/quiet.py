"""
Why a stage gave nothing, though the run went on.

Much of what goes wrong in FlowMason fails no run: providers answer with empty text, conditions
that cannot be evaluated are false, requests that are refused count as done. A recorded run shows
it, and the way back through the stages that were read leads to where it began.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.assist.debug.reasons import Quiet, reason
from flowmason_assist.assist.debug.said import Recorded, Step
from flowmason_assist.engine.messages import classify

_MOST_STEPS_BACK = 12
_CONDITIONS = (
    "an expression that cannot be evaluated counts as false, without any message",
    'without an expression, every text that is not empty is true, even "false"',
)


def why_empty(facts: Facts, record: Recorded, stage_id: str) -> Quiet | None:
    """Say why a stage gave nothing; None when its output is there."""
    return _why(facts, record, stage_id, _MOST_STEPS_BACK)


def first_quiet(facts: Facts, record: Recorded) -> Quiet | None:
    """Give the first stage of a run that gave nothing for a reason of its own, None for none."""
    ordered = sorted(record.steps, key=lambda each: facts.flow.waves.get(each, 0))
    found = (why_empty(facts, record, each) for each in ordered if each in facts.flow.stages)
    return next((each for each in found if each is not None and not _is_meant(each)), None)


def _is_meant(found: Quiet) -> bool:
    return found.kind == "data" and "was skipped" in found.cause


def _why(facts: Facts, record: Recorded, stage_id: str, left: int) -> Quiet | None:
    stage = facts.flow.stages.get(stage_id)
    if stage is None:
        return Quiet(stage_id, "pipeline", f'the file has no stage "{stage_id}"')
    step = record.steps.get(stage_id)
    if step is None:
        cause = f'"{stage_id}" is not in the record: the run ended before it, or never reached it'
        return Quiet(stage_id, "pipeline", cause)
    own = _own_reason(facts, record, stage, step)
    if own is None and not _is_empty(_payload(stage, step.output)):
        return None
    return _read_nothing(facts, record, stage, left) or own or _unexplained(stage, step)


def _own_reason(facts: Facts, record: Recorded, stage: StageFacts, step: Step) -> Quiet | None:
    """Give what the stage's own output tells."""
    stage_id, output = stage.id or "", step.output
    if isinstance(output, dict) and output.get("skipped") is True:
        return _skipped(facts, record, stage_id)
    if step.error:
        return _failed(stage_id, step.error)
    if output is None:
        return Quiet(stage_id, "data", f'"{stage_id}" failed, and the run went on without it')
    if not isinstance(output, dict):
        return None
    if isinstance(output.get("error"), str) and output["error"]:
        return _failed(stage_id, output["error"])
    name = stage.component.name if stage.component else ""
    return reason(name, stage_id, output)


def _failed(stage_id: str, error: str) -> Quiet:
    cause = classify(error)
    if cause is None:
        return Quiet(stage_id, "pipeline", f'"{stage_id}" failed: {error[:300]}')
    field = next((each.split("/")[-1] for each in cause.look if each.startswith("/config/")), None)
    return Quiet(stage_id, cause.fault, f'"{stage_id}" failed: {cause.text}', field, cause.check)


def _skipped(facts: Facts, record: Recorded, stage_id: str) -> Quiet:
    """Say which decision left a stage out, and on what it was taken."""
    for member in facts.flow.memberships.get(stage_id, ()):
        if member.part is Part.LOOP:
            loop = member.controller
            cause = (
                f'"{stage_id}" ran inside the loop "{loop}", and "results" there holds its output'
            )
            return Quiet(stage_id, "pipeline", cause)
        decided = record.steps.get(member.controller)
        output = decided.output if decided is not None else None
        if member.part.branch and isinstance(output, dict):
            taken = output.get("branch_taken", output.get("route_taken"))
            value = output.get("condition_value", output.get("original_value"))
            shown = json.dumps(value, ensure_ascii=False)[:80]
            cause = (
                f'"{stage_id}" was skipped: "{member.controller}" went the way "{taken}", '
                f"for its value was {shown}"
            )
            return Quiet(stage_id, "data", cause, None, _CONDITIONS)
    return Quiet(stage_id, "data", f'"{stage_id}" was skipped by the control flow')


def _read_nothing(facts: Facts, record: Recorded, stage: StageFacts, left: int) -> Quiet | None:
    """Give what came from where the stage read: nothing, or the note that it was skipped."""
    for reference in stage.references if left else ():
        names = reference.names
        value = _recorded(record, names)
        if not _is_empty(value):
            continue
        if reference.root == "input" and names[1:] and record.input is not None:
            cause = f'"{stage.id}" got nothing to work on: the input "{names[1]}" was empty'
            return Quiet(stage.id or "", "data", cause, reference.parameter.name)
        if reference.stage is not None and reference.stage in record.steps:
            before = _why(facts, record, reference.stage, left - 1)
            if before is not None:
                cause = f'"{stage.id}" got nothing from "{reference.stage}": {before.cause}'
                return replace(before, cause=cause)
    return None


def _unexplained(stage: StageFacts, step: Step) -> Quiet:
    words = json.dumps(_payload(stage, step.output), ensure_ascii=False)
    return Quiet(stage.id or "", "data", f'"{stage.id}" ran, and gave {words}')


def _payload(stage: StageFacts, output: object) -> object:
    """Give the part of an output that other stages want."""
    if not isinstance(output, dict) or stage.component is None:
        return output
    main = stage.component.main_output
    return output.get(main.name, output) if main is not None else output


def _recorded(record: Recorded, names: Iterable[str]) -> object:
    """Give the value that a template found in that run."""
    root, *steps = (*names, "")[:-1] or [""]
    value: object = None
    if root == "input":
        value = record.input
    elif root == "upstream" and steps:
        found = record.steps.get(steps.pop(0))
        value = found.output if found is not None else None
    else:
        return True  # Nothing is known of it.
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())
