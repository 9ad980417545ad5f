"""An account of a pipeline in prose, written from templates alone."""

from collections.abc import Iterator

from flowmason_assist.assist.explain.account import Account, InputAccount, StageAccount
from flowmason_assist.assist.explain.words import clipped, counted, listed, quoted, shortened

_TOLD_WHOLE = 4
_LONGEST_STEP = 120
_LONGEST_DESCRIPTION = 300


def summary(account: Account) -> str:
    """Tell in a few sentences what a pipeline is for, takes, does and gives."""
    return " ".join(_sentences(account))


def stage_prose(account: Account, stage: StageAccount) -> str:
    """Tell about one stage: what it does, when, with what, and for whom."""
    return " ".join(_about(account, stage))


def input_prose(given: InputAccount) -> str:
    """Tell about one input: what it is, and where it ends up."""
    need = "required" if given.is_required else "optional" if given.is_declared else "not declared"
    if not given.read_by:
        return f"{quoted(given.name)}, {given.type}, {need}, is read by no stage."
    by = listed([quoted(each) for each in given.read_by])
    ends = f" and reaches {listed(given.reaches)}" if given.reaches else ""
    return f"{quoted(given.name)}, {given.type}, {need}, is read by {by}{ends}."


def _sentences(account: Account) -> Iterator[str]:
    name = quoted(account.name) if account.name else "This pipeline"
    if account.description:
        described = shortened(account.description, _LONGEST_DESCRIPTION).rstrip(".。")
        described = described.replace('"', "'")
        yield f'{name} is described as "{described}".'
    subject = "It" if account.description else name
    running = [each for each in account.stages if each.wave is not None]
    if not running:
        yield f"{subject} has {'stages, but none that starts' if account.stages else 'no stages'}."
        yield from account.notes
        return
    taken = [quoted(each.name) for each in account.inputs if each.read_by]
    given = f" takes {listed(taken)} and" if taken else ""
    rounds = counted(account.waves, "wave")
    yield f"{subject}{given} runs {counted(len(running), 'stage')} in {rounds}."
    yield from account.notes
    yield from _steps(running)
    yield f"The result is {account.output}."
    if account.departures:
        to = list(dict.fromkeys(each.to for each in account.departures))
        yield f"Data goes to {listed(to)}."


def leaving_prose(account: Account) -> Iterator[str]:
    """Tell what leaves the machine, in a sentence for each place that it goes to."""
    to = dict.fromkeys(each.to for each in account.departures)
    for place in to:
        stages = [quoted(each.stage) for each in account.departures if each.to == place]
        verb = "sends" if len(stages) == 1 else "send"
        yield f"{listed(stages, most=len(stages))} {verb} data to {place}"


def _steps(stages: list[StageAccount]) -> Iterator[str]:
    """Tell the stages in the order in which they run; of many only the first and the last."""
    running = sorted(stages, key=lambda each: each.wave or 0)
    told = running if len(running) <= _TOLD_WHOLE + 1 else [*running[:_TOLD_WHOLE], running[-1]]
    for position, stage in enumerate(told):
        step = f"{quoted(stage.id)} {clipped(stage.does, _LONGEST_STEP)}."
        step = step.replace("….", "…")
        if position == 0:
            yield f"First, {step}"
        elif stage is running[-1]:
            others = ", after the others," if len(running) > len(told) else ","
            yield f"Finally{others} {step}"
        elif stage.wave == told[position - 1].wave:
            yield f"In the same wave, {step}"
        else:
            yield f"Then {step}"


def _about(account: Account, stage: StageAccount) -> Iterator[str]:
    yield f"{quoted(stage.id)} {stage.does}."
    if stage.wave is None:
        yield "It never runs."
    else:
        after = listed([quoted(each) for each in stage.after], "")
        waits = f"after {after}" if after else "waiting for nothing"
        yield f"It runs in wave {stage.wave}, {waits}."
    yield from (f"It runs {each}." for each in stage.when)
    uses = [
        f"is read by {listed([quoted(each) for each in stage.used_by])}" if stage.used_by else "",
        "is the result of the run" if account.output_stage == stage.id else "",
    ]
    if any(uses):
        yield f"Its output {' and '.join(filter(None, uses))}."
