"""What a stage does: when it runs, what it reads and provides, and who uses it."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.scope import Control
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.ide.describe.component import description, output_line
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.ide.markdown import bullets, code, listed, message, paragraphs

_MOST_OUTPUTS = 6


def stage(facts: Facts, index: int) -> str:
    """Describe one stage of a pipeline."""
    found = facts.stages[index]
    component = found.component
    shown = code(component.name) if component else _named_component(found)
    name = code(found.id) if found.id is not None else "a stage without id"
    return paragraphs(
        f"**{name}** · {shown}",
        description(component) if component else "",
        bullets(_lines(facts, index)),
    )


def with_remark(description: str, remark: str | None) -> str:
    """Give the description of a stage with a sentence of a model, which is said to be one."""
    return (
        paragraphs(description, f"In a model's words: {message(remark)}") if remark else description
    )


def stage_named(facts: Facts, stage_id: str) -> str | None:
    """Describe the stage of an id, None when there is none."""
    index = facts.index_of(stage_id)
    return stage(facts, index) if index is not None else None


def count(facts: Facts) -> str:
    """Tell how many stages there are, and in how many waves they run."""
    stages, waves = len(facts.stages), max(facts.flow.waves.values(), default=0)
    stage_words = f"{stages} stage{'' if stages == 1 else 's'}"
    return f"{stage_words} in {waves} wave{'' if waves == 1 else 's'}."


def users(facts: Facts, stage_id: str) -> tuple[list[str], list[str]]:
    """Give the stages that read this one's outputs, and those that only wait for it."""
    reading: list[str] = []
    waiting: list[str] = []
    for each in facts.stages:
        if each.id is None or each.id == stage_id:
            continue
        if ("upstream", stage_id) in each.reads:
            reading.append(each.id)
        elif any(text.value == stage_id for text in each.stage.depends_on):
            waiting.append(each.id)
    return reading, waiting


def _named_component(found: StageFacts) -> str:
    name = found.component_name
    return f"unknown component {code(name.value)}" if name else "no component"


def _lines(facts: Facts, index: int) -> Iterator[str]:
    found = facts.stages[index]
    yield _moment(facts, index)
    yield from (_control(each) for each in facts.scopes[index].controls)
    yield from _controls(found)
    reads = dict.fromkeys(each.template.path_text for each in found.references)
    if reads:
        yield f"Reads {listed(reads)}."
    yield from _provides(found)
    yield from _used(facts, index)


def _moment(facts: Facts, index: int) -> str:
    found = facts.stages[index]
    if found.id is None or facts.flow.stages.get(found.id) is not found:
        return "Never runs: another stage has the same id, or it has none."
    if facts.scopes[index].stuck:
        return "Never runs: it waits for something that never comes."
    inside = [each for each in facts.flow.effective(found.id) if each.part.inline]
    if inside:
        controller = inside[0].controller
        return f"Runs as a part of {code(controller)}, in wave {facts.flow.waves.get(controller)}."
    wave = facts.flow.waves.get(found.id)
    after = dict.fromkeys(text.value for text in found.stage.depends_on)
    if not after:
        return f"Runs in wave {wave}, waiting for nothing."
    return f"Runs in wave {wave}, after {listed(after)}."


def _control(control: Control) -> str:
    name = code(control.membership.controller)
    if not control.membership.live:
        return f"{name} names it, but decides nothing, since it stands in a body itself."
    match control.membership.part:
        case Part.LOOP:
            words = f"Loop body of {name}: runs once for each item"
        case Part.TRY:
            words = f"Try block of {name}: an error here does not end the run at once"
        case Part.CATCH:
            words = f"Catch block of {name}: runs only after an error in its try block"
        case Part.FINALLY:
            words = f"Finally block of {name}: runs at its end in any case"
        case Part.WHEN_TRUE:
            words = f"Skipped when the condition of {name} is false"
        case Part.WHEN_FALSE:
            words = f"Skipped when the condition of {name} is true"
        case Part.ROUTE:
            words = f"Skipped unless {name} takes the route {code(control.membership.case or '')}"
        case Part.DEFAULT_ROUTE:
            words = f"Skipped when a route of {name} matches"
    return (
        f"{words}, but also runs without it, since it does not wait for it."
        if (control.outside)
        else f"{words}."
    )


def _controls(found: StageFacts) -> Iterator[str]:
    lists: dict[str, list[str]] = {}
    for mention in found.mentions:
        name = f"{mention.list_name}.{mention.case}" if mention.case else mention.list_name
        lists.setdefault(name, []).append(mention.stage_id.value)
    yield from (f"{code(name)}: {listed(ids)}." for name, ids in lists.items())


def _provides(found: StageFacts) -> Iterator[str]:
    component = found.component
    if component is None or not component.outputs:
        return
    most = component.outputs[:_MOST_OUTPUTS]
    shown = ", ".join(f"{code(each.name)} ({type_words(each.type)})" for each in most)
    left = len(component.outputs) - len(most)
    yield f"Provides {shown} and {left} more." if left else f"Provides {shown}."


def _used(facts: Facts, index: int) -> Iterator[str]:
    found = facts.stages[index]
    if found.id is None:
        return
    reading, waiting = users(facts, found.id)
    is_output = facts.output_stage is not None and facts.output_stage.value == found.id
    if is_output:
        yield "Its output is the result of the run."
    if reading:
        yield f"Read by {listed(reading)}."
    if waiting:
        yield f"Awaited without being read by {listed(waiting)}."
    has_purpose = is_output or found.mentions or facts.scopes[index].controls
    if not (has_purpose or reading or waiting):
        yield "No other stage uses it."


def outputs(found: StageFacts) -> str:
    """Describe what a stage provides, one output in a line."""
    component = found.component
    return bullets(output_line(component, each) for each in component.outputs) if component else ""
