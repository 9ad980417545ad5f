"""Models that we recommend, from `schemas/models.json`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flowmason_assist.resources import folder, read


@dataclass(frozen=True, slots=True)
class KnownModel:
    """
    A model that can be pulled; `size` and `memory` in bytes, rounded, `context` in tokens.

    Its hash is not here: the Hub gives it when the file is pulled, and it is kept from then on.
    """

    name: str
    repository: str
    file: str
    licence: str
    parameters: str
    size: int
    memory: int
    context: int
    good_for: str


def known_models() -> tuple[KnownModel, ...]:
    """Give the models that we recommend, small ones first."""
    return _load(folder("schemas") / "models.json")


@cache
def _load(path: Path) -> tuple[KnownModel, ...]:
    return tuple(KnownModel(**each) for each in json.loads(read(path)))
