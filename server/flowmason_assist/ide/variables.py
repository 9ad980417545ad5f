"""The variables that expressions see, and the data that paths lead into, with their types."""

import re
from collections.abc import Mapping

from flowmason_assist.analysis.outputs import type_of
from flowmason_assist.catalogue.component import Input
from flowmason_assist.catalogue.types import ANY, Type
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.expressions import names_seen

_ALL_INPUTS = re.compile(r"\s*\{\{\s*input\s*\}\}\s*")
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "value": ("value", "condition"),
    "data": ("data",),
    "item": ("items", "data"),
}


def seen_variables(snapshot: Snapshot, index: int, known: Input) -> dict[str, Type]:
    """Give the variables that a stage's expression sees, with types as far as they are known."""
    names = names_seen(snapshot.view(index), known) or ()
    return {name: _variable_type(snapshot, index, name) for name in names}


def path_source(snapshot: Snapshot, index: int) -> Type:
    """Give the type of the data that a stage's JMESPath expressions and data paths lead into."""
    return _source_type(snapshot, index, ("data", "value"))


def _variable_type(snapshot: Snapshot, index: int, name: str) -> Type:
    loop_types = snapshot.facts.scopes[index].loop_types
    if name in loop_types:
        return loop_types[name]
    source = _source_type(snapshot, index, _SOURCES.get(name, ())).required
    if name != "item":
        return source
    return source.args[0] if source.name == "list" and source.args else ANY


def _source_type(snapshot: Snapshot, index: int, names: tuple[str, ...]) -> Type:
    """Give the type of the first of a stage's inputs that is set."""
    found = [snapshot.facts.stages[index].parameter(name) for name in names]
    parameter = next((each for each in found if each is not None), None)
    if parameter is None:
        return ANY
    if _ALL_INPUTS.fullmatch(parameter.value.text or ""):
        fields = snapshot.facts.inputs.fields.values()
        return Type("object", fields=tuple((each.name, each.type) for each in fields))
    return type_of(snapshot.view(index).value(parameter))
