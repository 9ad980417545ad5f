"""Templates in a pipeline, found as the engine finds them."""

import re
from collections.abc import Iterator

TEMPLATE = re.compile(r"\{\{([^}]+)\}\}")
MAX_PARTS = 20


def template_path(template: str) -> list[str]:
    """Parts of what stands between the braces; of an endless path only the beginning."""
    return template.strip().split(".")[:MAX_PARTS]


def paths(value: object) -> Iterator[list[str]]:
    """Paths of all templates in a JSON value."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            yield from map(template_path, TEMPLATE.findall(current))
        elif isinstance(current, dict):
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)
