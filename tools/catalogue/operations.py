"""What each operation of a connector or transformer needs, reads and fills, by its source."""

import ast
from collections.abc import Iterator
from typing import Any

import reading

Json = Any

# Every operation fills these.
ALWAYS_FILLED = {"success", "operation", "metadata", "error"}


def operations(tree: ast.ClassDef) -> dict[str, Json]:
    """
    The operations of a component: the inputs each one needs and reads, the outputs it fills.

    A need is a list of inputs of which one must be set. An operation reads the inputs that only
    some operations read.
    """
    methods = reading.methods(tree)
    codes = {name: _code(branch, methods) for branch, name in _branches(methods["execute"])}
    own = {id(node) for code in codes.values() for each in code for node in ast.walk(each)}
    shared = {
        node.attr
        for method in methods.values()
        for node in ast.walk(method)
        if id(node) not in own and reading.is_input(node)
    }
    found: dict[str, Json] = {}
    for name, code in codes.items():
        needs = [need for node in code for need in _needs(node)]
        used = {node.attr for each in code for node in ast.walk(each) if reading.is_input(node)}
        fills = [given for given in reading.outputs_given(code) if given not in ALWAYS_FILLED]
        facts = (("needs", needs), ("reads", sorted(used - shared)), ("fills", fills))
        found[name] = {key: value for key, value in facts if value}
    return found


def _code(branch: ast.If, methods: dict[str, reading.Method]) -> list[ast.AST]:
    called = dict.fromkeys(node.attr for each in branch.body for node in _attributes(each))
    return [*branch.body, *(methods[each] for each in called if each in methods)]


def _branches(method: ast.AST) -> Iterator[tuple[ast.If, str]]:
    for node in ast.walk(method):
        match node:
            case ast.If(
                test=ast.Compare(
                    left=left, ops=[ast.Eq()], comparators=[ast.Constant(value=str(name))]
                )
            ) if ast.unparse(left) in ("operation", "input.operation"):
                yield node, name


def _attributes(node: ast.AST) -> Iterator[ast.Attribute]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Attribute))


def _needs(node: ast.AST) -> Iterator[list[str]]:
    for each in ast.walk(node):
        if isinstance(each, ast.If) and isinstance(each.body[0], ast.Raise):
            yield from _absent(each.test)


def _absent(test: ast.expr) -> Iterator[list[str]]:
    """Of which inputs a test tells that all are missing."""
    match test:
        case ast.BoolOp(op=ast.Or(), values=values):
            for value in values:
                yield from _absent(value)
        case ast.BoolOp(op=ast.And(), values=values):
            yield [name for value in values for names in _absent(value) for name in names]
        case ast.UnaryOp(
            op=ast.Not(), operand=ast.Attribute(value=ast.Name(id="input"), attr=name)
        ):
            yield [name]
        case ast.UnaryOp(
            op=ast.Not(),
            operand=ast.Call(func=ast.Name(id="hasattr"), args=[_, ast.Constant(value=str(name))]),
        ):
            yield [name]
        case ast.Compare(left=ast.Attribute(value=ast.Name(id="input"), attr=name), ops=[ast.Is()]):
            yield [name]
