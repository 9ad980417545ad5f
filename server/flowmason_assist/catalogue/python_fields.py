"""The fields that a class declares for pydantic, read from its source."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowmason_assist.catalogue.python_scope import Scope


@dataclass(frozen=True, slots=True)
class Field:
    """One annotated name of a class, and what its `Field(…)` says."""

    name: str
    annotation: ast.expr
    said: Mapping[str, object]
    required: bool
    default: object  # None also where only a run could tell.


def fields_of(owner: ast.ClassDef, part: str, scope: Scope) -> list[Field]:
    """Give the fields of a component's `Input` or `Output`, those of its bases first."""
    inner = inner_class(owner, part, scope)
    return list(_with_inherited(inner, scope, frozenset()).values()) if inner else []


def inner_class(owner: ast.ClassDef, part: str, scope: Scope) -> ast.ClassDef | None:
    """Give a class that stands inside another, or that a name in it stands for."""
    for statement in owner.body:
        match statement:
            case ast.ClassDef(name=name) if name == part:
                return statement
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=alias)) if name == part:
                return scope.classes.get(alias)
    return None


def arguments(call: ast.Call, parameters: tuple[str, ...], scope: Scope) -> dict[str, object]:
    """Give the plain values of a call's arguments; `parameters` name those without a name."""
    named = [(each.arg, each.value) for each in call.keywords if each.arg]
    pairs = [*zip(parameters, call.args, strict=False), *named]
    return {name: scope.value(node) for name, node in pairs}


def _with_inherited(
    owner: ast.ClassDef, scope: Scope, below: frozenset[ast.ClassDef]
) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for base in owner.bases:
        parent = _parent(base, scope)
        if parent and parent is not owner and parent not in below:
            fields |= _with_inherited(parent, scope, below | {owner})
    for statement in owner.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith(("_", "model_")):
                if not _is_class_variable(statement.annotation, scope):
                    fields[name] = _field(name, statement, scope)
    return fields


def _parent(base: ast.expr, scope: Scope) -> ast.ClassDef | None:
    match base:
        case ast.Attribute(value=ast.Name(id=outer), attr=part) if outer in scope.classes:
            return inner_class(scope.classes[outer], part, scope)
    return scope.classes.get(scope.origin(base))


def _is_class_variable(annotation: ast.expr, scope: Scope) -> bool:
    outer = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return scope.origin(outer) == "ClassVar"


def _field(name: str, statement: ast.AnnAssign, scope: Scope) -> Field:
    calls = [*_field_calls(statement.annotation, scope), *_field_calls(statement.value, scope)]
    said: dict[str, object] = {}
    for call in calls:
        said |= arguments(call, ("default",), scope)
    if statement.value is not None and not any(_field_calls(statement.value, scope)):
        said["default"] = scope.value(statement.value)
    if said.get("default", ...) is not ...:
        return Field(name, statement.annotation, said, required=False, default=said["default"])
    factories = [
        keyword.value
        for call in calls
        for keyword in call.keywords
        if keyword.arg == "default_factory"
    ]
    made = _made_by(factories[0], scope) if factories else None
    return Field(name, statement.annotation, said, required=not factories, default=made)


def _field_calls(node: ast.expr | None, scope: Scope) -> Iterator[ast.Call]:
    for call in ast.walk(node) if node else ():
        if isinstance(call, ast.Call) and scope.origin(call.func) == "Field":
            yield call


def _made_by(factory: ast.expr, scope: Scope) -> object:
    match factory:
        case ast.Name(id="list"):
            return []
        case ast.Name(id="dict"):
            return {}
        case ast.Lambda(body=body):
            return scope.value(body)
    return None
