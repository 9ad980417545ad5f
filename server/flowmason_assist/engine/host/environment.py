"""The environment variables that a pipeline sees."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

TEMPLATE = re.compile(r"\{\{([^}]+)\}\}")
VARIABLE_PARTS = 2
# What a made-up value should look like, by words in the variable's name.
SHAPES = (
    (re.compile(r"URL|URI|ENDPOINT|WEBHOOK|BASE", re.IGNORECASE), "https://example.com"),
    (re.compile(r"HOST|SERVER", re.IGNORECASE), "localhost"),
    (re.compile(r"PORT", re.IGNORECASE), "8080"),
    (re.compile(r"EMAIL|RECIPIENT", re.IGNORECASE), "someone@example.com"),
    (re.compile(r"COUNT|LIMIT|MAX|MIN|SIZE|TIMEOUT|SECONDS|RETRIES|NUM", re.IGNORECASE), "10"),
    (re.compile(r"ENABLE|DISABLE|DEBUG|FLAG", re.IGNORECASE), "true"),
)
PLACEHOLDER = "placeholder"


def variables(data: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, str]:
    """Variables to set for one run: what the caller gave, and made-up ones where he wants them."""
    chosen = {
        name: value for name, value in options["environment"].items() if _can_be_set(name, value)
    }
    if options["missing_environment"] == "placeholder":
        for name in _referenced(data.get("stages")):
            if name not in chosen and name not in os.environ and _can_be_set(name, ""):
                chosen[name] = placeholder(name)
    return chosen


def placeholder(name: str) -> str:
    """Plausible value for a variable of this name."""
    return next((value for words, value in SHAPES if words.search(name)), PLACEHOLDER)


def _can_be_set(name: str, value: str) -> bool:
    return bool(name) and "=" not in name and "\0" not in name + value


def _referenced(value: object) -> Iterator[str]:
    """Names in `{{env.X}}`, anywhere in the value."""
    for text in strings(value):
        for template in TEMPLATE.finditer(text):
            parts = template.group(1).strip().split(".")
            if parts[0] == "env" and len(parts) == VARIABLE_PARTS:
                yield parts[1]


def strings(value: object) -> Iterator[str]:
    """All texts in a JSON value."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, dict):
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)
