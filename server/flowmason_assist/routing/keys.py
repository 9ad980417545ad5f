"""Keys of endpoints: from the environment, the system's keyring, or the editor's secret store."""

import json
from collections.abc import Mapping, MutableMapping

from flowmason_assist.errors import ModelRefused
from flowmason_assist.routing.known_models import KnownModel

EDITOR_KEYS = "FLOWMASON_ASSIST_EDITOR_KEYS"
"""In the environment that an editor starts us with: its keys in JSON, by the model's name."""


def take_editor_keys(environment: MutableMapping[str, str]) -> dict[str, str]:
    """Give the keys that an editor has for models; programs that we start do not see them."""
    try:
        keys = json.loads(environment.pop(EDITOR_KEYS, "{}"))
    except ValueError:
        return {}
    pairs = keys.items() if isinstance(keys, dict) else ()
    return {alias: key for alias, key in pairs if isinstance(key, str)}


def find_key(
    model: KnownModel, environment: Mapping[str, str], from_editor: Mapping[str, str]
) -> str:
    """
    Give the key of a model, "" when it needs none.

    Raises `ModelRefused`, whose text says where the key was looked for, never what it is.
    """
    source, _, name = model.key.partition(":")
    if not source:
        return ""
    if source == "env":
        key, cure = environment.get(name), f"set the environment variable {name}"
    elif source == "keyring":
        key, cure = (
            _from_keyring(name, model.alias),
            (f"store it with `python -m keyring set {name} {model.alias}`"),
        )
    else:
        key, cure = from_editor.get(model.alias), "store it with your editor's command for it"
    if not key:
        raise ModelRefused(f'there is no key for "{model.alias}": {cure}')
    return key.strip()


def _from_keyring(service: str, alias: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise ModelRefused(
            'the package "keyring" is missing: pip install "flowmason-assist[cloud]"'
        ) from None
    try:
        return keyring.get_password(service, alias)
    except KeyringError as error:
        raise ModelRefused(f"the keyring cannot be read: {type(error).__name__}") from None
