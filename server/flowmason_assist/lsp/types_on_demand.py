"""
The protocol's types, built when they are first used; see docs/decisions/0013.

lsprotocol describes some 550 messages, and attrs writes and compiles methods for each of them
while it is imported: the greater part of the time that a server needs to start, for types of
which a session uses a fifth.
"""

import importlib
import sys
from typing import Any

import attrs

_FIELDS = "__attrs_attrs__"


def import_types() -> None:
    """Import lsprotocol's types without building them, unless they are imported already."""
    if "lsprotocol.types" in sys.modules:
        return
    define = attrs.define
    attrs.define = _define_later  # type: ignore[assignment]  # For a moment.
    try:
        importlib.import_module("lsprotocol.types")
    finally:
        attrs.define = define
    # Each type's references are resolved when it is built; resolving all would build all.
    vars(importlib.import_module("lsprotocol._hooks"))["_resolved_forward_references"] = True


class _Later:
    """
    Stands where attrs keeps a class's fields, and builds the class when it is looked at.

    attrs, cattrs and pygls all look there to learn whether a class is one of attrs.
    """

    def __get__(self, instance: object, owner: type) -> object:
        """Build the class that is looked at, and give its fields."""
        delattr(owner, _FIELDS)
        delattr(owner, "__init__")
        names = sys.modules["lsprotocol.types"].ALL_TYPES_MAP
        attrs.resolve_types(attrs.define(owner, slots=False), names)
        return getattr(owner, _FIELDS)


def _define_later(cls: type) -> type:
    setattr(cls, _FIELDS, _Later())
    cls.__init__ = _build_and_begin  # type: ignore[misc]
    return cls


def _build_and_begin(self: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - of any type
    attrs.fields(type(self))
    type(self).__init__(self, *arguments, **named)  # The real one, by now.
