"""What may be asked for single tasks, as a setting says it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from flowmason_assist.errors import SettingsError
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import EVERY_TASK, TASKS, TaskPermission
from flowmason_assist.routing.route import Tier

_WISH = re.compile(r"(private|cloud)\s*=\s*(never|ask|allow)")


def read_permissions(table: Mapping[str, Sequence[str]], origin: str) -> tuple[TaskPermission, ...]:
    """Give what a table from tasks to wishes allows; raises SettingsError."""
    return tuple(_read(table, f'{origin}: "permissions"'))


def _read(table: Mapping[str, Sequence[str]], where: str) -> Iterator[TaskPermission]:
    for task, wishes in table.items():
        if task not in (*TASKS, EVERY_TASK):
            known = ", ".join(TASKS)
            raise SettingsError(
                f'{where} names "{task}", which is no task; it is one of {known}, or "{EVERY_TASK}"'
                " for all of them"
            )
        for wish in wishes:
            match = _WISH.fullmatch(wish.strip())
            if match is None:
                raise SettingsError(
                    f'{where} of "{task}" cannot be "{wish}"; write "cloud=never",'
                    ' "private=allow" or the like'
                )
            yield task, Tier(match[1]), Permission(match[2])
