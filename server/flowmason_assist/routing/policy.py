"""What the user allows: which tier may see which task, at what cost."""

from dataclasses import dataclass

from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.route import Tier

EVERY_TASK = "*"
TASKS = ("explain", "debug", "suggest", "generate", "ask", "scaffold", "edge")
TaskPermission = tuple[str, Tier, Permission]


@dataclass(frozen=True, slots=True)
class Permissions:
    """
    What may be asked, by tier, and by task where that differs.

    The model of this machine may always be asked.
    """

    private: Permission = Permission.ALLOW
    cloud: Permission = Permission.ASK
    by_task: tuple[TaskPermission, ...] = ()

    def of(self, task: str, tier: Tier) -> Permission:
        """Give the permission for a task on a tier; the last that is written counts."""
        if tier is Tier.EMBEDDED:
            return Permission.ALLOW
        found = [
            permission
            for pattern, named, permission in self.by_task
            if named is tier and pattern in (task, EVERY_TASK)
        ]
        if found:
            return found[-1]
        return self.cloud if tier is Tier.CLOUD else self.private


@dataclass(frozen=True, slots=True)
class Budgets:
    """The most that may be spent in US dollars; None means no limit."""

    day: float | None = None
    month: float | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """
    All that the user decided about models.

    `sensitive_patterns` are regular expressions over texts, besides what is found anyway. With
    `private_sees_sensitive`, private models may see what is sensitive; the cloud never does.
    """

    models: tuple[KnownModel, ...] = ()
    permissions: Permissions = Permissions()
    budgets: Budgets = Budgets()
    sensitive_patterns: tuple[str, ...] = ()
    private_sees_sensitive: bool = False
    is_offline: bool = False
    redacts: bool = True
    learns: bool = True
    keeps_text: bool = False
