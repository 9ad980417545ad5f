"""What is wrong with a plan: what the vocabulary does not know, and references to nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.plan.places import Place, places, resolve
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Step, Value, walk
from flowmason_assist.assist.plan.vocabulary import Kind, PlanComponent, Setting, vocabulary

_ONCE = frozenset({"then", "else", "default", "try", "catch", "finally", "body"})


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Something wrong with a step, which is counted from 1; 0 is the plan itself."""

    step: int
    message: str


def check_plan(plan: Plan) -> tuple[PlanProblem, ...]:
    """Give everything that is wrong with a plan, in the order of its steps."""
    problems = [
        PlanProblem(place.number, message)
        for step, place in zip(walk(plan.steps), places(plan), strict=True)
        for message in _of_step(step, place, plan)
    ]
    problems.extend(PlanProblem(0, message) for message in _of_plan(plan))
    return tuple(problems)


def _of_plan(plan: Plan) -> Iterator[str]:
    count = sum(1 for _ in walk(plan.steps))
    if not all(_is_there(each, count) for each in plan.output):
        yield "an output must be a step that there is, or an input"
    if not (plan.steps or plan.unmet or plan.questions or plan.refusal):
        yield "the plan is empty: give steps, a question, what is unmet, or a refusal"


def _is_there(output: Reference, count: int) -> bool:
    return output.origin == "input" or (output.step is not None and output.step <= count)


def _of_step(step: Step, place: Place, plan: Plan) -> Iterator[str]:
    known = vocabulary().get(step.component)
    if known is None:
        yield f'"{step.component}" is no component'
        return
    for name, values in step.settings.items():
        setting = known.settings.get(name)
        if setting is None:
            yield f'{step.component} has no setting "{name}"'
            continue
        if len(values) > 1 and not setting.several:
            yield f'"{name}" takes one value'
        for value in values:
            yield from _of_value(value, setting, place)
    if not plan.questions:
        missing = (each for each in known.settings.values() if each.required)
        yield from (
            f'{step.component} needs "{each.name}"'
            for each in missing
            if each.name not in step.settings
        )
    yield from _of_blocks(step, known)


def _of_value(value: Value, setting: Setting, place: Place) -> Iterator[str]:
    if not _fits(value, setting):
        takes = "|".join(setting.words) or ", ".join(sorted(setting.kinds))
        yield f'"{setting.name}" takes {takes}'
    held = value.value if isinstance(value, Condition) else value
    if isinstance(held, Reference):
        yield from _of_reference(held, place)


def _fits(value: Value, setting: Setting) -> bool:
    match value:
        case Reference():
            return setting.takes(Kind.REFERENCE)
        case Condition():
            return setting.takes(Kind.CONDITION)
        case bool():
            return setting.takes(Kind.FLAG) and value
        case str():
            return setting.takes(Kind.TEXT) or value in setting.words
        case _:
            return setting.takes(Kind.NUMBER)


def _of_reference(reference: Reference, place: Place) -> Iterator[str]:
    meant = resolve(reference, place)
    if meant is None:
        yield "nothing comes before that ^ could mean"
    elif meant.origin == "item" and not place.depth:
        yield '"item" is known in a foreach only'
    elif meant.step is not None and meant.step not in place.sees:
        yield f"@{meant.step} is not known here"


def _of_blocks(step: Step, known: PlanComponent) -> Iterator[str]:
    names = [block.name for block in step.blocks]
    if known.blocks and not names:
        yield f"{step.component} controls nothing: give it {' or '.join(known.blocks)}"
    for name in dict.fromkeys(names):
        if name not in known.blocks:
            yield f'{step.component} has no "{name}"'
        elif name in _ONCE and names.count(name) > 1:
            yield f'{step.component} has "{name}" more than once'
    if step.component == "trycatch" and "try" not in names:
        yield 'trycatch needs "try"'
    for block in step.blocks:
        if not block.steps:
            yield f'"{block.name}" is empty'
        if (block.name == "case") != bool(block.label):
            yield "each case, and nothing else, has a label"
