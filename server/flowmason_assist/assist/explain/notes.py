"""What those who read an explanation should know about the file as a whole."""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts, analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.assist.explain.words import listed, quoted

_TYPE = "type"
_MOST = 6


def as_written(facts: Facts) -> Facts:
    """Give the facts as the core library reads the file, where it alone knows the components."""
    stages = facts.stages
    is_for_core = (
        bool(stages)
        and not any(each.component_name for each in stages)
        and any(each.stage.string(_TYPE) is not None for each in stages)
    )
    core = READERS["core"]
    return analyze(facts.document, facts.catalogue, core) if is_for_core else facts


def notes(facts: Facts) -> Iterator[str]:
    """Say, in whole sentences, what keeps the file from doing what stands in it."""
    if facts.document.problems:
        yield "The file is not valid JSON, and no run reads it; this is what can be made out."
    if facts.reader.name == "core":
        yield (
            "The components stand under "
            f"{quoted(_TYPE)}, which only FlowMason's core library reads: "
            "flowmason run and Studio refuse the file."
        )
    parent = facts.pipeline.string("extends")
    if parent is not None:
        yield (
            f"It extends {quoted(parent.value)}, which no run takes into account: "
            "only the stages in this file run."
        )
    stuck = [quoted(each) for each in facts.flow.stages if each in facts.flow.stuck]
    if stuck:
        yield (
            f"The run fails: {listed(stuck, most=_MOST)} can never start, waiting for each other "
            "or for a stage that does not exist."
        )
