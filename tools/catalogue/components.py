"""
One file per component: what was measured in the engine beside what people wrote.

Generation replaces "measured" and keeps "written", adding an empty place for each new input and
output and dropping those that the engine no longer has.
"""

from typing import Any

import calls
import files
import introspect
import operations
import reading

Json = Any


def documents() -> dict[str, Json]:
    """The content of every component file, by component name."""
    registered = introspect.registered_names()
    classes = introspect.component_classes()
    return {
        name: _document(name, {"registered": name in registered, **_measured(cls)})
        for name, cls in classes.items()
    }


def _measured(cls: type) -> Json:
    declared = introspect.facts(cls)
    tree = reading.tree_of(cls)
    read = reading.inputs_read(tree, getattr(cls, introspect.METADATA).get("control_flow_type"))
    for name, fact in declared["inputs"].items():
        if name not in read:
            fact["effect"] = "ignored"
    given = reading.outputs_given([tree])
    found = {
        "model_call": calls.model_call(cls, declared["inputs"])
        if declared["kind"] == "node"
        else None,
        "packages": reading.packages(tree),
        "open_outputs": bool(set(given) - set(declared["outputs"])),
        "operations": operations.operations(tree) if "operation" in declared["inputs"] else None,
    }
    return {
        **{key: declared[key] for key in ("kind", "category", "timeout_seconds")},
        **{key: value for key, value in found.items() if value},
        "inputs": declared["inputs"],
        "outputs": declared["outputs"],
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
