"""The chain of pipelines from which one inherits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flowmason_assist.syntax.parse import parse

Json = dict[str, Any]


class Break(StrEnum):
    """Why a chain cannot be followed to its end."""

    MISSING = "missing"
    CIRCLE = "circle"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Link:
    """A pipeline of a chain; `path` is where it stands."""

    path: Path
    pipeline: Json


@dataclass(frozen=True, slots=True)
class Chain:
    """
    Pipelines from the oldest parent to the child, as far as they are found.

    `reference` is the one at which the chain breaks, named by the oldest of the `links`.
    """

    links: tuple[Link, ...]
    broken: Break | None = None
    reference: str = ""


def link_of(path: Path, text: str) -> Link | None:
    """Read a pipeline as a link of a chain; None where the text is no object."""
    pipeline = parse(text).root.to_python()
    return Link(path, pipeline) if isinstance(pipeline, dict) else None


Find = Callable[[Path, str], Sequence[Link]]
"""Gives the pipelines that a reference in a file means: a name, or NAME@VERSION."""


def chain_of(child: Link, find: Find) -> Chain:
    """Follow `extends` from a pipeline to its oldest parent."""
    links = [child]
    seen = {child.path}
    while True:
        reference = links[0].pipeline.get("extends")
        if not isinstance(reference, str) or not reference:
            return Chain(tuple(links))
        parents = find(links[0].path, reference)
        broken = _broken(parents, seen)
        if broken is not None:
            return Chain(tuple(links), broken, reference)
        seen.add(parents[0].path)
        links.insert(0, parents[0])


def _broken(parents: Sequence[Link], seen: set[Path]) -> Break | None:
    if not parents:
        return Break.MISSING
    if len(parents) > 1:
        return Break.AMBIGUOUS
    return Break.CIRCLE if parents[0].path in seen else None
