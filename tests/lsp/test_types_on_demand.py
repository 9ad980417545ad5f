"""Types that are built when they are first used are the types that lsprotocol describes."""

import inspect
import subprocess
import sys

import attrs
import pytest
from lsprotocol import converters
from lsprotocol import types as lsp

from flowmason_assist.lsp.types_on_demand import import_types

_DESCRIBE = """
import attrs, inspect, json, sys
from flowmason_assist.lsp.types_on_demand import import_types
import_types()
from lsprotocol import converters, types
converters.get_converter()
later = sum(hasattr(each, "__init__") and each.__init__.__name__ == "_build_and_begin"
            for each in types.ALL_TYPES_MAP.values() if isinstance(each, type))
print(later)
for name, each in types.ALL_TYPES_MAP.items():
    if attrs.has(each):
        print(name, [(field.name, str(field.type)) for field in attrs.fields(each)])
        print(inspect.signature(each))
"""


@pytest.fixture(scope="module")
def described() -> list[str]:
    """Give what a fresh process says: how many types wait to be built, then all of them."""
    command = [sys.executable, "-c", _DESCRIBE]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def all_types() -> dict[str, type]:
    """Give the types of the protocol that attrs builds."""
    known = lsp.ALL_TYPES_MAP.items()
    return {name: each for name, each in known if isinstance(each, type) and attrs.has(each)}


def test_hardly_anything_is_built_before_it_is_used(described: list[str]) -> None:
    assert int(described[0]) > 0.9 * len(all_types())


def test_every_type_has_the_fields_that_lsprotocol_gives_it(described: list[str]) -> None:
    converters.get_converter()  # Resolves the types of the fields.
    expected = []
    for name, each in all_types().items():
        fields = [(field.name, str(field.type)) for field in attrs.fields(each)]
        expected += [f"{name} {fields}", str(inspect.signature(each))]

    assert described[1:] == expected


def test_types_that_are_there_already_are_left_alone() -> None:
    import_types()

    assert lsp.Position(1, 2) == lsp.Position(1, 2)
    assert lsp.Position.__init__.__name__ == "__init__"
