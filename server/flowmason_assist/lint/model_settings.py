"""Keys on a stage that are to change its run and that nothing reads, and what to do about them."""

from collections.abc import Iterable, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import add_members, remove_member
from flowmason_assist.lint.rule import Applicability, Fix
from flowmason_assist.syntax.tree import Member, NodeKind

STAGE_SETTINGS = frozenset(
    {
        *("provider", "model", "temperature", "max_tokens", "top_p", "system_prompt"),
        *("stop_sequences", "llm", "model_settings", "llm_config"),
    }
)
"""Settings of a model that people write on a stage."""

SWITCHES: Mapping[str, object] = {
    "enabled": True,
    "disabled": False,
    "skip": False,
    "when": None,
    "if": None,
    "unless": None,
    "run_if": None,
    "skip_if": None,
    "condition": None,
}
"""Keys that seem to decide whether a stage runs, with the value that changes nothing."""


def moved(view: StageView, member: Member, settings: Iterable[Member]) -> Fix:
    """
    Give the fix for a member of the stage that nothing reads.

    What the component would take from `config` moves there; else the member is removed, which
    changes nothing.
    """
    stage, component = view.facts.stage, view.facts.component
    removal = remove_member(stage.text, stage.root, member)
    config = stage.root.get("config")
    wanted = [
        each
        for each in settings
        if component is not None
        and component.input(each.name) is not None
        and each.value.value is not None
        and view.facts.parameter(each.name) is None
    ]
    if not wanted or config is None or config.kind is not NodeKind.OBJECT:
        return Fix(f'Remove "{member.name}"', (removal,))
    pairs = [(each.name, each.value.span.of(stage.text)) for each in wanted]
    edit = add_members(stage.text, config, pairs)
    names = " and ".join(f'"{name}"' for name, _ in pairs)
    return Fix(f'Move {names} into "config"', (edit, removal), Applicability.UNSAFE)
