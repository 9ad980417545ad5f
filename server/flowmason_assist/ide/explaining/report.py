"""An explanation told to people, in Markdown that also reads well raw."""

from collections.abc import Iterator

from flowmason_assist.assist.explain.account import Account
from flowmason_assist.assist.explain.explain import Explained
from flowmason_assist.assist.explain.prose import input_prose, stage_prose
from flowmason_assist.ide.markdown import code, fenced, message, paragraphs, titled


def report(name: str, found: Explained, stage: str | None, diagram: str) -> str:
    """Tell what a pipeline does, or one stage of it; `diagram` is Mermaid text."""
    account = found.account
    if stage is not None and account.stage(stage) is not None:
        return paragraphs(f"**{code(stage)}**", *_stage(account, stage))
    return paragraphs(
        f"**{code(name)}**",
        message(found.summary),
        titled("Stages", (message(stage_prose(account, each)) for each in account.stages)),
        titled("Inputs", (message(input_prose(each)) for each in account.inputs)),
        titled("Patterns", (message(f"{each.name}: {each.words}") for each in account.patterns)),
        titled(
            "What leaves the machine",
            (message(f'"{each.stage}" sends data to {each.to}') for each in account.departures),
        ),
        titled("What it costs", map(message, account.costs)),
        fenced(diagram, "mermaid"),
        f"Summary in the words of {message(found.told_by)}." if found.told_by else "",
    )


def _stage(account: Account, stage_id: str) -> Iterator[str]:
    stage = account.stage(stage_id)
    if stage is not None:
        yield message(stage_prose(account, stage))
