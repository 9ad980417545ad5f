"""Which parts of an expression are evaluated in any case."""

import ast
from collections.abc import Iterator


def evaluated(node: ast.AST, certain: bool = True) -> Iterator[tuple[ast.AST, bool]]:  # noqa: FBT001, FBT002
    """Give the parts of an expression, and whether each is evaluated in any case."""
    match node:
        case ast.BoolOp(values=[first, *others]):
            yield from evaluated(first, certain)
            for other in others:
                yield from evaluated(other, certain=False)
        case ast.IfExp(test, body, orelse):
            yield from evaluated(test, certain)
            yield from evaluated(body, certain=False)
            yield from evaluated(orelse, certain=False)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return  # Its variables may hide the ones that are known.
        case _:
            yield node, certain
            for child in ast.iter_child_nodes(node):
                yield from evaluated(child, certain)
