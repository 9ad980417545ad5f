"""What the settings say about language models, as routing wants it."""

from pathlib import Path

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import TABLE_NAME
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Budgets, Permissions, Policy

LEDGER_NAME = "routing.sqlite3"


def policy_of(configuration: Configuration) -> Policy:
    """Give what the user allows."""
    return Policy(
        models=configuration.models,
        permissions=Permissions(
            private=Permission(configuration.private),
            cloud=Permission(configuration.cloud),
            by_task=configuration.permissions,
        ),
        budgets=Budgets(configuration.daily_budget, configuration.monthly_budget),
        sensitive_patterns=configuration.sensitive_patterns,
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
