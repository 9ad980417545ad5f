"""What the source of a component tells: what it reads, imports and gives, and when."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

from flowmason_core.execution.control_flow_handler import ControlFlowHandler

Json = Any
Method = ast.FunctionDef | ast.AsyncFunctionDef

# What comes with the engine; a component that imports more fails where that is not installed.
BUNDLED = {"flowmason_core", "flowmason_lab", "httpx", "jinja2", "pydantic", "rich", "yaml"}


def tree_of(cls: type) -> ast.ClassDef:
    """The syntax tree of a class."""
    [tree] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    if not isinstance(tree, ast.ClassDef):
        raise TypeError(f"{cls.__name__} is not written as a class")
    return tree


def inputs_read(tree: ast.ClassDef, control_flow_type: str | None) -> set[str]:
    """
    The inputs that change what a component does.

    A control-flow component puts settings into the metadata of its directive; those count only
    where the engine's handler of such directives looks them up.
    """
    looked_up = _keys_of_handler(control_flow_type) if control_flow_type else set()
    unread = {
        id(read)
        for key, value in _directive_metadata(tree)
        if key not in looked_up
        for read in ast.walk(value)
    }
    return {
        node.attr
        for method in methods(tree).values()
        for node in ast.walk(method)
        if is_input(node) and id(node) not in unread
    }


def packages(tree: ast.ClassDef) -> list[str]:
    """The packages that a component imports when it runs and that the engine does not install."""
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module)
    roots = {name.partition(".")[0] for name in imported}
    return sorted(roots - BUNDLED - sys.stdlib_module_names)


def outputs_given(nodes: Iterable[ast.AST]) -> list[str]:
    """The outputs that code passes to its Output, in the order of the code; "**" for any."""
    calls = (call for node in nodes for call in _calls(node, "Output"))
    return list(dict.fromkeys(keyword.arg or "**" for call in calls for keyword in call.keywords))


def methods(tree: ast.ClassDef) -> dict[str, Method]:
    """The methods of a class, by name."""
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def is_input(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether a node reads an input."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "input"
    )


def _calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            called = call.func
            found = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
            if found == name:
                yield call


def _directive_metadata(tree: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for call in _calls(tree, "ControlFlowDirective"):
        for keyword in call.keywords:
            if keyword.arg == "metadata" and isinstance(keyword.value, ast.Dict):
                for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                    yield ast.literal_eval(key) if key else "", value


def _keys_of_handler(control_flow_type: str) -> set[str]:
    handler = methods(tree_of(ControlFlowHandler))[f"_handle_{control_flow_type}"]
    return {
        str(call.args[0].value)
        for call in _calls(handler, "get")
        if call.args and isinstance(call.args[0], ast.Constant)
    }
