"""What each operation of a connector or transformer needs and fills, read from its source."""

import ast
from collections.abc import Iterator
from typing import Any

import reading

Json = Any

# Every operation fills these.
ALWAYS_FILLED = {"success", "operation", "metadata", "error"}


def operations(tree: ast.ClassDef) -> dict[str, Json]:
    """
    The operations of a component, each with the inputs it needs and the outputs it fills.

    A need is a list of inputs of which one must be set.
    """
    methods = reading.methods(tree)
    found: dict[str, Json] = {}
    for branch, name in _branches(methods["execute"]):
        code: list[ast.AST] = [*branch.body]
        called = dict.fromkeys(node.attr for each in branch.body for node in _attributes(each))
        code += [methods[each] for each in called if each in methods]
        needs = [need for node in code for need in _needs(node)]
        fills = [given for given in reading.outputs_given(code) if given not in ALWAYS_FILLED]
        found[name] = {key: value for key, value in (("needs", needs), ("fills", fills)) if value}
    return found


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
