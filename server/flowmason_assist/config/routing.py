"""What the settings say about language models, as routing wants it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import TABLE_NAME
from flowmason_assist.errors import SettingsError
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Budgets, Permissions, Policy
from flowmason_assist.routing.route import Tier

LEDGER_NAME = "routing.sqlite3"

_PERMISSION = re.compile(r"(private|cloud)\s*=\s*(never|ask|allow)")


def policy_of(configuration: Configuration) -> Policy:
    """Give what the user allows; raises SettingsError for what cannot be understood."""
    return Policy(
        models=configuration.models,
        permissions=Permissions(
            private=Permission(configuration.private),
            cloud=Permission(configuration.cloud),
            by_task=tuple(_by_task(configuration.permissions)),
        ),
        budgets=Budgets(configuration.daily_budget, configuration.monthly_budget),
        sensitive_patterns=_checked(configuration.sensitive_patterns),
        private_sees_sensitive=configuration.sensitive_to_private,
        is_offline=configuration.offline,
        redacts=configuration.redact,
        learns=configuration.learn,
        keeps_text=configuration.keep_sent_text,
    )


def ledger_file(configuration: Configuration) -> Path:
    """Give where routing writes its decisions down."""
    if configuration.ledger:
        return Path(configuration.ledger).expanduser()
    import platformdirs

    return platformdirs.user_state_path(TABLE_NAME, appauthor=False) / LEDGER_NAME


def _by_task(
    table: Iterable[tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[str, Tier, Permission]]:
    for task, wishes in table:
        for wish in wishes:
            match = _PERMISSION.fullmatch(wish.strip())
            if match is None:
                raise SettingsError(
                    f'"permissions" of "{task}" cannot be "{wish}"; write'
                    ' "cloud=never", "private=allow" or the like'
                )
            yield task, Tier(match[1]), Permission(match[2])


def _checked(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise SettingsError(
                f'"sensitive-patterns": "{pattern}" is no regular expression: {error}'
            ) from None
    return patterns
