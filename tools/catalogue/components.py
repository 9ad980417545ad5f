"""
One file per component: what was measured in the engine beside what people wrote.

Generation replaces "measured" and keeps "written", adding an empty place for each new input and
output and dropping those that the engine no longer has.
"""

from typing import Any

import files
import introspect

Json = Any


def documents() -> dict[str, Json]:
    """The content of every component file, by component name."""
    registered = introspect.registered_names()
    return {
        name: _document(name, introspect.facts(cls) | {"registered": name in registered})
        for name, cls in introspect.component_classes().items()
    }


def _document(name: str, measured: Json) -> Json:
    written = files.read(files.COMPONENTS / f"{name}.json").get("written", {})
    return {
        "$schema": "../component.schema.json",
        "name": name,
        "written": {
            "description": "",
            "pitfalls": [],
            **written,
            "inputs": _places(measured["inputs"], written.get("inputs", {})),
            "outputs": _places(measured["outputs"], written.get("outputs", {})),
        },
        "measured": measured,
    }


def _places(measured: Json, written: Json) -> Json:
    return {name: {"description": "", **written.get(name, {})} for name in measured}
