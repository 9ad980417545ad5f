"""Gathers what a pipeline does from its facts."""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.coerce import describe
from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.explain.account import Account, InputAccount, StageAccount
from flowmason_assist.assist.explain.conditions import conditions, wave_of
from flowmason_assist.assist.explain.departures import costs, departures
from flowmason_assist.assist.explain.does import does
from flowmason_assist.assist.explain.notes import as_written, notes
from flowmason_assist.assist.explain.patterns import patterns
from flowmason_assist.assist.explain.words import listed, quoted

NO_ID = "a stage without id"


def account(facts: Facts) -> Account:
    """Give everything that there is to say about a pipeline."""
    facts = as_written(facts)
    readers = _readers(facts)
    stages = tuple(_stage(facts, index, readers) for index in range(len(facts.stages)))
    name, description = facts.pipeline.string("name"), facts.pipeline.string("description")
    output = _output_stage(facts)
    return Account(
        name=name.value if name else "",
        description=description.value.strip() if description else "",
        inputs=tuple(_inputs(facts, readers, output)),
        output=_output(facts, output),
        stages=stages,
        patterns=tuple(patterns(facts)),
        departures=tuple(departures(facts)),
        costs=tuple(costs(facts)),
        waves=max((each.wave or 0 for each in stages), default=0),
        output_stage=output,
        notes=tuple(notes(facts)),
    )


def _readers(facts: Facts) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Give, for each input and each stage, the stages that read it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for stage in facts.stages:
        for path in stage.reads:
            found.setdefault(path, []).append(stage.id or NO_ID)
    return {path: tuple(dict.fromkeys(ids)) for path, ids in found.items()}


def _stage(
    facts: Facts, index: int, readers: Mapping[tuple[str, ...], tuple[str, ...]]
) -> StageAccount:
    found = facts.stages[index]
    return StageAccount(
        id=found.id or NO_ID,
        component=found.component_name.value if found.component_name else None,
        does=does(facts, index),
        reads=tuple(dict.fromkeys(".".join(each.names) for each in found.references)),
        provides=tuple(each.name for each in found.component.outputs) if found.component else (),
        wave=wave_of(facts, index),
        after=tuple(dict.fromkeys(text.value for text in found.stage.depends_on)),
        when=tuple(conditions(facts, index)),
        used_by=readers.get(("upstream", found.id or ""), ()),
    )


def _inputs(
    facts: Facts,
    readers: Mapping[tuple[str, ...], tuple[str, ...]],
    output: str | None,
) -> Iterator[InputAccount]:
    leaving = {each.stage: each.to for each in departures(facts)}
    read = [path[1] for path in readers if path[0] == "input" and path[1:]]
    for name in dict.fromkeys((*facts.inputs.fields, *read)):
        field = facts.inputs.fields.get(name)
        direct = readers.get(("input", name), ())
        yield InputAccount(
            name=name,
            type=describe(field.type) if field else "any value",
            is_required=bool(field and field.required),
            is_declared=field is not None,
            read_by=direct,
            reaches=tuple(_ends(leaving, readers, direct, output)),
        )


def _ends(
    leaving: Mapping[str, str],
    readers: Mapping[tuple[str, ...], tuple[str, ...]],
    start: tuple[str, ...],
    output: str | None,
) -> Iterator[str]:
    """Give where a value goes through the stages that read it: out of the machine, or out."""
    reached: dict[str, None] = {}
    waiting = list(start)
    while waiting:
        current = waiting.pop(0)
        if current not in reached:
            reached[current] = None
            waiting += readers.get(("upstream", current), ())
    yield from dict.fromkeys(leaving[each] for each in reached if each in leaving)
    if output is not None and output in reached:
        yield "the result of the run"


def _output_stage(facts: Facts) -> str | None:
    """
    Give the stage whose output is the run's; without a choice, the only one that ends it.

    A run in which a stage cannot start fails, and has none.
    """
    if facts.flow.stuck:
        return None
    chosen = facts.output_stage
    if chosen is not None:
        return chosen.value if chosen.value in facts.flow.stages else None
    last = max(facts.flow.waves.values(), default=0)
    ends = [each for each, wave in facts.flow.waves.items() if wave == last]
    return ends[0] if len(ends) == 1 else None


def _output(facts: Facts, stage_id: str | None) -> str:
    if facts.flow.stuck:
        return "nothing"
    if stage_id is None:
        return "the output of whichever stage ends last"
    stage = facts.flow.stages.get(stage_id)
    names = (
        [quoted(each.name) for each in stage.component.outputs]
        if (stage and stage.component)
        else []
    )
    fields = f": {listed(names)}" if names else ""
    return f"the output of {quoted(stage_id)}{fields}"
