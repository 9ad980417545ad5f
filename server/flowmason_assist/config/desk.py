"""The desk that the settings describe: models, permissions, the ledger."""

from collections.abc import Mapping
from types import MappingProxyType

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.routing import ledger_file, policy_of
from flowmason_assist.llm.models.choose import all_local
from flowmason_assist.llm.models.running import RunningModels
from flowmason_assist.llm.models.store import store_at
from flowmason_assist.routing.consent import AskConsent
from flowmason_assist.routing.desk import Desk, LocalModels
from flowmason_assist.routing.ledger.ledger import Ledger


def desk_of(
    configuration: Configuration,
    ask_consent: AskConsent | None = None,
    editor_keys: Mapping[str, str] = MappingProxyType({}),
    running: RunningModels | None = None,
) -> Desk:
    """
    Give the desk for files with these settings; close it at the end.

    `ask_consent` shows a preview to the user; without it, what needs consent is not sent.
    `editor_keys` are keys from the editor's secret store, by the alias of their model.
    Desks with the same `running` share the models of this machine.
    """
    return Desk(
        _local_models(configuration, running or RunningModels()),
        policy_of(configuration),
        ledger=open_ledger(configuration),
        ask_consent=ask_consent,
        guards=configuration.guards,
        editor_keys=editor_keys,
    )


def open_ledger(configuration: Configuration) -> Ledger:
    """Give the ledger that the settings name."""
    return Ledger.open(ledger_file(configuration))


def _local_models(configuration: Configuration, running: RunningModels) -> LocalModels:
    store = store_at(configuration.models_folder)
    found = all_local(store)
    return LocalModels(
        fast=lambda: running.fast(store),
        deep=lambda: running.deep(store),
        named=lambda name: running.named(name, store),
        names=frozenset(model.name for model in found),
        context=max((model.context for model in found), default=0),
    )
