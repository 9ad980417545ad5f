"""Values of settings: checked as they come from files and editors, or read from text."""

import math
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeGuard, cast

from flowmason_assist.config.table import Kind, Setting
from flowmason_assist.errors import SettingsError

_WANTED = MappingProxyType(
    {
        Kind.FLAG: "true or false",
        Kind.TEXT: "a text",
        Kind.LIST: 'a list of texts, like ["FM301", "FM8"]',
        Kind.TABLE: 'a table from names to lists of texts, like {"drafts/*" = ["FM8"]}',
        Kind.PATTERNS: 'a list of regular expressions, like ["PRJ-[0-9]+"]',
        Kind.PERMISSIONS: (
            'a table from tasks to lists of texts, like {generate = ["cloud=allow"]}'
        ),
        Kind.NUMBER: "a number that is not negative",
        Kind.MODELS: 'a table from names to models, like {home = {url = "http://localhost:8080/v1"}}',
    }
)
_FLAGS = MappingProxyType(
    {"1": True, "true": True, "yes": True, "on": True}
    | {"0": False, "false": False, "no": False, "off": False, "": False}
)


def checked(setting: Setting, value: object, origin: str) -> Any:  # noqa: ANN401 - each kind has its own type.
    """Give the value as `Configuration` keeps it; `origin` says in messages who wrote it."""
    if setting.kind is Kind.FLAG and isinstance(value, bool):
        return value
    if setting.kind is Kind.TEXT and isinstance(value, str):
        return _choice(setting, value, origin)
    if setting.kind is Kind.LIST and _is_list(value):
        return _items(value)
    if setting.kind is Kind.PATTERNS and _is_list(value):
        return _patterns(setting, _items(value), origin)
    if setting.kind is Kind.PERMISSIONS and _is_table(value):
        from flowmason_assist.config.permissions import read_permissions

        return read_permissions(value, origin)
    if setting.kind is Kind.TABLE and _is_table(value):
        return tuple((name, _items(texts)) for name, texts in value.items())
    if setting.kind is Kind.NUMBER and _is_amount(value):
        return float(value)
    if setting.kind is Kind.MODELS and isinstance(value, Mapping):
        from flowmason_assist.config.models import read_models

        return read_models(value, origin)
    raise SettingsError(f'{origin}: "{setting.name}" must be {_WANTED[setting.kind]}')


def from_text(setting: Setting, text: str, origin: str) -> object:
    """
    Give the value that a text stands for, as an environment variable holds it.

    Lists have commas between their items; tables are lists of `name:text`; models are JSON.
    """
    if setting.kind is Kind.FLAG:
        return _FLAGS.get(text.strip().lower(), text)
    if setting.kind in (Kind.LIST, Kind.PATTERNS):
        return split_list([text])
    if setting.kind in (Kind.TABLE, Kind.PERMISSIONS):
        return _table(setting, text, origin)
    if setting.kind in (Kind.NUMBER, Kind.MODELS):
        import json

        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def split_list(texts: Iterable[str]) -> list[str]:
    """Give the items of lists that are written with commas."""
    return [item.strip() for text in texts for item in text.split(",") if item.strip()]


def _table(setting: Setting, text: str, origin: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for item in split_list([text]):
        glob, colon, code = item.rpartition(":")
        if not colon:
            raise SettingsError(
                f'{origin}: "{setting.name}" must be written as NAME:TEXT,NAME:TEXT'
            )
        table.setdefault(glob.strip(), []).append(code.strip())
    return table


def _patterns(setting: Setting, patterns: tuple[str, ...], origin: str) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            with warnings.catch_warnings(action="error"):  # What will mean something else one day.
                re.compile(pattern)
        except (re.error, Warning, OverflowError, RecursionError) as error:
            raise SettingsError(
                f'{origin}: "{setting.name}": "{pattern}" is no regular expression: {error}'
            ) from None
    return patterns


def _choice(setting: Setting, value: str, origin: str) -> str:
    if setting.choices and value not in setting.choices:
        known = ", ".join(setting.choices)
        raise SettingsError(f'{origin}: "{setting.name}" cannot be "{value}"; it is one of {known}')
    return value


def _is_list(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _is_table(value: object) -> TypeGuard[Mapping[str, Sequence[str]]]:
    return isinstance(value, Mapping) and all(_is_list(codes) for codes in value.values())


def _is_amount(value: object) -> TypeGuard[float]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= cast("float", value) < math.inf


def _items(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())
