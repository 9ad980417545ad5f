"""The environment variables that a project names in its `flowmason.json`."""

import json
from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.config.project import PROJECT_FILE, project_root

_NAMES_VARIABLE = "api_key_env"
_MOST_BYTES = 256 * 1024


def project_variables(folder: Path) -> tuple[str, ...]:
    """Give the variables that the project around a folder names; none when nothing can be read."""
    root = project_root(folder)
    path = root / PROJECT_FILE if root else None
    try:
        if path is None or path.stat().st_size > _MOST_BYTES:
            return ()
        settings = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(sorted(set(_named(settings))))


def _named(settings: object) -> Iterator[str]:
    providers = settings.get("providers") if isinstance(settings, dict) else None
    for provider in providers.values() if isinstance(providers, dict) else ():
        name = provider.get(_NAMES_VARIABLE) if isinstance(provider, dict) else None
        if isinstance(name, str) and name:
            yield name
