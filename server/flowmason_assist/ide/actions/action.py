"""What an editor may offer to do at a place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.lint.rule import Applicability, Finding
from flowmason_assist.text.edit import Edit

Plan = Callable[[], tuple[Edit, ...]]
"""Works out the edits of an action; none when it turns out that nothing is to be done."""


class ActionKind(StrEnum):
    """The kinds of actions, in the words of the protocol."""

    QUICK_FIX = "quickfix"
    EXTRACT = "refactor.extract"
    INLINE = "refactor.inline"
    REWRITE = "refactor.rewrite"
    FIX_ALL = "source.fixAll.flowmason"
    ORGANIZE_STAGES = "source.organizeStages"
    SCAFFOLD = "source.scaffold"

    def is_wanted(self, only: tuple[str, ...]) -> bool:
        """Tell whether a client that asks for these kinds, or for all, wants this one."""
        return not only or any(self == each or self.startswith(f"{each}.") for each in only)


@dataclass(frozen=True, slots=True)
class Action:
    """
    One thing to do; `key` tells it from all others that are offered at the same place.

    `findings` are mended by it. `preferred` marks the one that an editor may take by itself.
    """

    key: str
    title: str
    kind: ActionKind
    plan: Plan
    findings: tuple[Finding, ...] = ()
    applicability: Applicability = Applicability.SAFE
    preferred: bool = False
