"""The desk that the settings describe: models, permissions, the ledger."""

from collections.abc import Mapping
from types import MappingProxyType

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.routing import ledger_file, policy_of
from flowmason_assist.llm.models.choose import (
    all_local,
    deep_embedded,
    default_embedded,
    named_embedded,
)
from flowmason_assist.llm.models.store import store_at
from flowmason_assist.routing.consent import AskConsent
from flowmason_assist.routing.desk import Desk, LocalModels
from flowmason_assist.routing.ledger.ledger import Ledger


def desk_of(
    configuration: Configuration,
    ask_consent: AskConsent | None = None,
    editor_keys: Mapping[str, str] = MappingProxyType({}),
) -> Desk:
    """
    Give the desk for files with these settings; close it at the end.

    `ask_consent` shows a preview to the user; without it, what needs consent is not sent.
    `editor_keys` are keys from the editor's secret store, by the alias of their model.
    """
    return Desk(
        local_models(configuration),
        policy_of(configuration),
        ledger=open_ledger(configuration),
        ask_consent=ask_consent,
        guards=configuration.guards,
        editor_keys=editor_keys,
    )


def local_models(configuration: Configuration) -> LocalModels:
    """Give the models of this machine, none of them started."""
    store = store_at(configuration.models_folder)
    found = all_local(store)
    return LocalModels(
        fast=lambda: default_embedded(store),
        deep=lambda: deep_embedded(store),
        named=lambda name: named_embedded(name, store),
        names=frozenset(model.name for model in found),
        context=max((model.context for model in found), default=0),
    )


def open_ledger(configuration: Configuration) -> Ledger:
    """Give the ledger that the settings name."""
    return Ledger.open(ledger_file(configuration))
