"""A pipeline as far as its behavior shows in its text: who reads what, and who controls whom."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Document = Mapping[str, Any]

_READ = re.compile(r"\{\{\s*(?:upstream|stages)\.([\w-]+)")
_INPUT = re.compile(r"\{\{\s*input(?:\.([\w-]+))?")
_LOOP_VARIABLE = re.compile(r"\{\{\s*(?:context|item)\b")
_PARTS = {
    "loop_stages": "body",
    "true_branch_stages": "then",
    "false_branch_stages": "else",
    "routes": "case",
    "default_route": "default",
    "try_stages": "try",
    "catch_stages": "catch",
    "finally_stages": "finally",
}
CONTROLLERS = frozenset({"foreach", "conditional", "router", "trycatch"})


@dataclass(frozen=True)
class Stage:
    """One stage; `said` is all that its settings spell, in small letters."""

    id: str
    component: str
    config: Mapping[str, Any]
    waits: tuple[str, ...]

    @cached_property
    def said(self) -> str:
        """Give the names and values of the settings, one a line."""
        return "\n".join(_scalars(self.config)).lower()

    @cached_property
    def _written(self) -> str:
        return json.dumps(self.config, ensure_ascii=False)

    @cached_property
    def reads(self) -> frozenset[str]:
        """Give the stages that templates name."""
        return frozenset(_READ.findall(self._written))

    @cached_property
    def inputs(self) -> frozenset[str]:
        """Give the inputs that templates name."""
        return frozenset(_INPUT.findall(self._written))

    @cached_property
    def reads_item(self) -> bool:
        """Whether a template names what a loop stands on."""
        return _LOOP_VARIABLE.search(self._written) is not None

    @cached_property
    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """Give the stages that this one controls, each with the part and the label of its case."""
        if self.component not in CONTROLLERS:
            return ()
        return tuple(_parts(self.config))


class Pipeline:
    """The stages of a document, whichever dialect it is written in."""

    def __init__(self, document: Document | None) -> None:
        listed = document.get("stages", ()) if document else ()
        stages = [_stage(each) for each in listed if isinstance(each, Mapping)]
        self.stages = {stage.id: stage for stage in stages}
        output = document.get("output_stage_id") if document else None
        awaited = {name for stage in stages for name in (*stage.waits, *stage.reads)}
        self.outputs = (
            (output,)
            if isinstance(output, str) and output in self.stages
            else tuple(stage.id for stage in stages if stage.id not in awaited)
        )
        self.controllers: dict[str, list[tuple[Stage, str, str]]] = {}
        for stage in stages:
            for part, label, name in stage.parts:
                self.controllers.setdefault(name, []).append((stage, part, label))

    def loop_of(self, name: str) -> Stage | None:
        """Give the innermost loop around a stage."""
        around = self.controllers.get(name, ())
        loops = [each for each, _, _ in around if each.component == "foreach"]
        return loops[-1] if loops else None

    def around(self, name: str) -> Iterator[tuple[Stage, str, str]]:
        """Give all controllers around a stage, each with the part and the label of its case."""
        pending, seen = [name], {name}
        while pending:
            for found in self.controllers.get(pending.pop(), ()):
                yield found
                if found[0].id not in seen:
                    seen.add(found[0].id)
                    pending.append(found[0].id)


def _stage(written: Mapping[str, Any]) -> Stage:
    config = written.get("config")
    return Stage(
        str(written.get("id")),
        str(written.get("component_type") or written.get("component")),
        config if isinstance(config, Mapping) else {},
        tuple(map(str, written.get("depends_on") or ())),
    )


def _parts(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, part in _PARTS.items():
        listed = config.get(key)
        if isinstance(listed, Mapping):
            for label, names in listed.items():
                for name in names if isinstance(names, list) else [names]:
                    yield part, str(label).lower(), str(name)
        elif listed:
            for name in listed if isinstance(listed, list) else [listed]:
                yield part, "", str(name)


def _scalars(value: object) -> Iterator[str]:
    match value:
        case Mapping():
            for key, held in value.items():
                yield str(key)
                yield from _scalars(held)
        case list() | tuple():
            for held in value:
                yield from _scalars(held)
        case _:
            yield str(value)
