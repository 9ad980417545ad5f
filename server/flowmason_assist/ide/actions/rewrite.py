"""Changes to how a stage runs: what it waits for, what happens when it fails, what is checked."""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import CONTROLLERS
from flowmason_assist.analysis.scope import State
from flowmason_assist.catalogue.component import Output
from flowmason_assist.catalogue.types import Type
from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.actions.fresh import (
    free_name,
    insert_after,
    insert_before,
    keep_output,
)
from flowmason_assist.ide.formatting import is_sound
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.edits import add_dependencies
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.edit import Edit

_JSON_TYPES: Mapping[str, str] = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "null": "null",
    "list": "array",
    "dict": "object",
    "object": "object",
}


def rewrites(snapshot: Snapshot, index: int) -> Iterator[Action]:
    """Offer changes around a stage; whether the file stays sound is not checked yet."""
    stage_id = _editable(snapshot, index)
    if stage_id is not None and keep_output(snapshot) is not None:
        yield from _wrap(snapshot, index, stage_id)
        yield from _validate(snapshot, index, stage_id)


def waits(snapshot: Snapshot, index: int) -> Iterator[Action]:
    """Offer to let a stage wait for every stage that it reads."""
    if _editable(snapshot, index) is not None:
        yield from _wait_for_all(snapshot, index)


def _editable(snapshot: Snapshot, index: int) -> str | None:
    """Give the id of a stage that can be edited and referred to."""
    facts = snapshot.facts
    stage = facts.stages[index]
    depends_on = stage.stage.root.get("depends_on")
    has_list = depends_on is None or depends_on.kind is NodeKind.ARRAY
    stage_id = stage.id or ""
    is_plain = stage_id.strip() == stage_id and not any(each in stage_id for each in ".{}")
    is_only = bool(stage_id) and facts.index_of(stage_id) == index
    is_fit = has_list and is_plain and is_only and is_sound(snapshot.document.problems)
    return stage_id if is_fit else None


def _wait_for_all(snapshot: Snapshot, index: int) -> Iterator[Action]:
    facts = snapshot.facts
    stage, scope = facts.stages[index], facts.scopes[index]
    if any(control.membership.part.inline for control in scope.controls):
        return  # A body sees what its control stage waited for, whatever it waits for itself.
    read = dict.fromkeys(each.stage for each in stage.references if each.stage is not None)
    missing = [
        name
        for name in read
        if (seen := scope.upstream.get(name)) is not None
        and seen.component is not None
        and not seen.upstream
        and not seen.downstream
        and seen.state is not State.ITSELF
    ]
    codes = ("FM305", "FM316")
    region = facts.pipeline.document.stages[index].span
    findings = [
        each for each in snapshot.findings if each.code in codes and region.encloses(each.span)
    ]
    if len(missing) < (2 if findings else 1):
        return  # There is a fix for a single one.
    shown = ", ".join(f'"{name}"' for name in missing)
    yield Action(
        key="wait for all",
        title=f"Wait for all that this stage reads: {shown}",
        kind=ActionKind.QUICK_FIX if findings else ActionKind.REWRITE,
        plan=lambda: (_wait(snapshot, index, missing),),
        findings=tuple(findings),
    )


def _wait(snapshot: Snapshot, index: int, names: list[str]) -> Edit:
    stage = snapshot.facts.stages[index].stage
    edit = add_dependencies(stage.text, stage.root, names)
    return edit.shifted(snapshot.facts.start(index))


def _wrap(snapshot: Snapshot, index: int, stage_id: str) -> Iterator[Action]:
    body = _with_readers(snapshot.facts, stage_id)
    if body is not None:
        yield Action(
            key="wrap in trycatch",
            title=f'Let the run go on when "{stage_id}" fails (trycatch)',
            kind=ActionKind.REWRITE,
            plan=lambda: tuple(_trycatch(snapshot, index, stage_id, body)),
        )


def _trycatch(snapshot: Snapshot, index: int, stage_id: str, body: list[str]) -> Iterator[Edit]:
    facts = snapshot.facts
    name = free_name(f"try_{stage_id}", facts.flow.stages)
    before = dict.fromkeys(
        text.value
        for each in body
        for text in facts.flow.stages[each].stage.depends_on
        if text.value not in body
    )
    value: dict[str, object] = {"id": name, "component_type": "trycatch"}
    if before:
        value["depends_on"] = list(before)
    value["config"] = {"try_stages": body, "error_scope": "continue"}
    yield insert_before(snapshot, snapshot.document.stages[index], value)
    yield _wait(snapshot, index, [name])
    yield from keep_output(snapshot) or ()


def _with_readers(facts: Facts, stage_id: str) -> list[str] | None:
    """
    Give a stage with all that cannot run without its output, in the order in which they run.

    None where a control stage has to do with one of them, since control stages do not nest, or
    where a return might come first once they run later.
    """
    if any(each.component and each.component.name == "return" for each in facts.stages):
        return None
    found = {stage_id}
    for other in sorted(facts.flow.waves, key=lambda each: facts.flow.waves[each]):
        stage = facts.flow.stages[other]
        if any(path[:-1] == ("upstream",) and path[-1] in found for path in stage.reads):
            found.add(other)
    for each in found:
        component = facts.flow.stages[each].component
        if component is None or component.name in CONTROLLERS or facts.flow.memberships.get(each):
            return None
        if each not in facts.flow.waves:
            return None
    return sorted(found, key=lambda each: (facts.flow.waves[each], facts.index_of(each) or 0))


def _validate(snapshot: Snapshot, index: int, stage_id: str) -> Iterator[Action]:
    component = snapshot.facts.stages[index].component
    output = component.main_output if component is not None else None
    memberships = snapshot.facts.flow.memberships.get(stage_id, ())
    if component is None or output is None or component.name in CONTROLLERS:
        return
    if component.name == "schema_validate" or any(each.part.inline for each in memberships):
        return
    yield Action(
        key="validate",
        title=f'Check "{output.name}" of "{stage_id}" against a schema (schema_validate)',
        kind=ActionKind.REWRITE,
        plan=lambda: tuple(_schema_validate(snapshot, index, output)),
    )


def _schema_validate(snapshot: Snapshot, index: int, output: Output) -> Iterator[Edit]:
    stage_id = snapshot.facts.stages[index].id or ""
    data: object = f"{{{{upstream.{stage_id}.{output.name}}}}}"
    schema = _schema(output.type)
    if output.type.nullable:
        # A bare null fails the stage that checks it.
        data = {output.name: data}
        schema = {
            "type": "object",
            "properties": {output.name: schema},
            "required": [output.name],
        }
    value: dict[str, object] = {
        "id": free_name(f"check_{stage_id}", snapshot.facts.flow.stages),
        "component_type": "schema_validate",
        "depends_on": [stage_id],
        "config": {"data": data, "json_schema": schema},
    }
    yield insert_after(snapshot, snapshot.document.stages[index], value)
    yield from keep_output(snapshot) or ()


def _schema(kind: Type) -> dict[str, object]:
    wanted = kind.required
    if wanted.name == "str":
        return {"type": "string", "minLength": 1}
    members = wanted.args if wanted.name == "union" else (wanted,)
    names = list(dict.fromkeys(_JSON_TYPES.get(each.name, "") for each in members))
    if not names or "" in names:
        return {"type": ["object", "array", "string"]}
    return {"type": names[0] if len(names) == 1 else names}
