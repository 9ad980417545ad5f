"""What a Python file defines by itself: classes, constants and imported names, never executed."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of one file. A nested class stands under its own name, too."""

    classes: Mapping[str, ast.ClassDef]
    constants: Mapping[str, object]
    imports: Mapping[str, str]  # What a name stands for, as in "typing.List".

    def value(self, node: ast.expr | None, otherwise: object = None) -> object:
        """Give the plain value of an expression, or `otherwise` where only a run could tell."""
        match node:
            case ast.Name(id=name):
                return self.constants.get(name, otherwise)
            case ast.Attribute(value=ast.Name(id=name), attr=member) if name in self.classes:
                return self.members(self.classes[name]).get(member, otherwise)
            case None:
                return otherwise
        try:
            value: object = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return otherwise
        return value

    def members(self, owner: ast.ClassDef) -> Mapping[str, object]:
        """Give the plain values that a class assigns, as an enum does."""
        return dict(_assigned(owner.body))

    def origin(self, node: ast.expr) -> str:
        """Give the last part of the name that an expression stands for, through its import."""
        match node:
            case ast.Name(id=name):
                return self.imports.get(name, name).rpartition(".")[2]
            case ast.Attribute(attr=name):
                return name
        return ""

    def is_foreign(self, node: ast.expr) -> bool:
        """Tell whether a name was imported from something else than FlowMason."""
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        imported = self.imports.get(root.id, "") if isinstance(root, ast.Name) else ""
        return bool(imported) and not imported.startswith("flowmason")


def read_scope(tree: ast.Module) -> Scope:
    """Collect the names that a file defines."""
    nodes = list(ast.walk(tree))
    return Scope(
        classes={node.name: node for node in nodes if isinstance(node, ast.ClassDef)},
        constants=dict(_assigned(tree.body)),
        imports=dict(imported for node in nodes for imported in _imported(node)),
    )


def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, object]]:
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=node):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as node):
                pass
            case _:
                continue
        try:
            yield name, ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Import(names=names):
            yield from ((each.asname, each.name) for each in names if each.asname)
        case ast.ImportFrom(module=module, names=names):
            for each in names:
                yield each.asname or each.name, f"{module or ''}.{each.name}"
