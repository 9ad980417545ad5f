"""The environment variables that a pipeline sees."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from flowmason_assist.engine.host.templates import paths

VARIABLE_PARTS = 2
PLACEHOLDER = "placeholder"
WEB_ADDRESS = "https://example.com"
# A variable at the start of an address, as in "{{env.API}}/orders".
ADDRESS_START = re.compile(r"\s*\{\{\s*env\.([^}.]+?)\s*\}\}(?=/)")
# What a made-up value should look like, by words in the variable's name.
SHAPES = (
    (re.compile(r"URL|URI|ENDPOINT|WEBHOOK|BASE", re.IGNORECASE), WEB_ADDRESS),
    (re.compile(r"HOST|SERVER", re.IGNORECASE), "localhost"),
    (re.compile(r"PORT", re.IGNORECASE), "8080"),
    (re.compile(r"EMAIL|RECIPIENT", re.IGNORECASE), "someone@example.com"),
    (re.compile(r"COUNT|LIMIT|MAX|MIN|SIZE|TIMEOUT|SECONDS|RETRIES|NUM", re.IGNORECASE), "10"),
    (re.compile(r"ENABLE|DISABLE|DEBUG|FLAG", re.IGNORECASE), "true"),
)


def made_up(data: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, str]:
    """Values for the variables that a pipeline reads and nobody gave, if they are wanted."""
    if options["missing_environment"] != "placeholder":
        return {}
    known = {*options["environment"], *os.environ}
    names = [name for name in _referenced(data.get("stages")) if name not in known]
    bases = set(_address_starts(data.get("stages")))
    values = {name: WEB_ADDRESS if name in bases else placeholder(name) for name in names}
    return settable(values)


def settable(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables that the system can hold."""
    return {
        name: value
        for name, value in variables.items()
        if name and "=" not in name and _is_plain(name) and _is_plain(value)
    }


def placeholder(name: str) -> str:
    """Plausible value for a variable of this name."""
    return next((value for words, value in SHAPES if words.search(name)), PLACEHOLDER)


def _is_plain(text: str) -> bool:
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeError:
        return False


def _referenced(value: object) -> Iterator[str]:
    """Names in `{{env.X}}`, anywhere in the value."""
    for path in paths(value):
        if path[0] == "env" and len(path) == VARIABLE_PARTS:
            yield path[1]


def _address_starts(value: object) -> Iterator[str]:
    """Names of variables that a path follows, anywhere in the value."""
    if isinstance(value, str):
        match = ADDRESS_START.match(value)
        if match:
            yield match[1]
    elif isinstance(value, dict):
        for each in value.values():
            yield from _address_starts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _address_starts(each)
