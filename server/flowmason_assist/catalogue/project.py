"""
The components of the user's own project, read from their Python source and never imported.

`flowmason run` does not load these files, so they are known but not registered: only what is
built in or installed as a package runs.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.catalogue.annotations import Use, read_annotation, uses_bar
from flowmason_assist.catalogue.component import Component, Input, Kind, Output
from flowmason_assist.catalogue.python_fields import Field, arguments, fields_of, inner_class
from flowmason_assist.catalogue.python_scope import Scope, read_scope

# The first parameters of each decorator, for arguments without a name.
_PARAMETERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.NODE: ("name", "category", "description"),
    Kind.OPERATOR: ("name", "category", "description"),
    Kind.CONTROL_FLOW: ("name", "description", "control_flow_type", "category"),
    Kind.CONNECTOR: ("name", "category", "description"),
    Kind.TRANSFORMER: ("name", "category", "description"),
}

# What the engine allows a component whose Config does not say.
_TIMEOUT_SECONDS: Mapping[Kind, float] = {
    Kind.NODE: 60,
    Kind.OPERATOR: 30,
    Kind.CONTROL_FLOW: 30,
    Kind.CONNECTOR: 60,
    Kind.TRANSFORMER: 30,
}


@dataclass(frozen=True, slots=True)
class ProjectProblem:
    """Something in a component file that keeps FlowMason, or us, from using it."""

    path: Path
    line: int  # Counted from 1.
    message: str


def read_project_components(
    files: Iterable[tuple[Path, str]],
) -> tuple[list[Component], list[ProjectProblem]]:
    """
    Read the components that Python files define.

    A file that Python cannot parse is a problem, not an error; of two components of one name the
    first counts.
    """
    components: dict[str, Component] = {}
    problems: list[ProjectProblem] = []
    for path, text in files:
        for found in _read(path, text):
            if isinstance(found, ProjectProblem):
                problems.append(found)
            elif found.name in components:
                line = int(found.source.rpartition(":")[2])
                first = components[found.name].source
                message = f'component "{found.name}" is already defined at {first}'
                problems.append(ProjectProblem(path, line, message))
            else:
                components[found.name] = found
    return list(components.values()), problems


def _read(path: Path, text: str) -> Iterator[Component | ProjectProblem]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        message = f"Python cannot read this file: {getattr(error, 'msg', error)}"
        yield ProjectProblem(path, line, message)
        return
    scope = read_scope(tree)
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for decorator in owner.decorator_list:
                kind = _kind(decorator, scope)
                if kind and isinstance(decorator, ast.Call):
                    yield from _read_class(path, owner, kind, decorator, scope)


def _kind(decorator: ast.expr, scope: Scope) -> Kind | None:
    if not isinstance(decorator, ast.Call) or scope.is_foreign(decorator.func):
        return None
    name = scope.origin(decorator.func)
    return next((each for each in Kind if each.value == name), None)


def _read_class(
    path: Path, owner: ast.ClassDef, kind: Kind, decorator: ast.Call, scope: Scope
) -> Iterator[Component | ProjectProblem]:
    given = arguments(decorator, _PARAMETERS[kind], scope)
    name = given.get("name")
    if not isinstance(name, str) or not name:
        message = "a component needs a name, written as plain text"
        yield ProjectProblem(path, decorator.lineno, message)
        return
    inputs = fields_of(owner, "Input", scope)
    for node, message in (*_flaws(owner, name, scope), *_refused(inputs, name)):
        yield ProjectProblem(path, node.lineno, message)
    yield Component(
        name=name,
        kind=kind,
        category=_text(given.get("category")) or kind.value,
        description=_text(given.get("description")) or _summary(owner),
        inputs=tuple(_input(field, scope) for field in inputs),
        outputs=tuple(_outputs(owner, scope)),
        timeout_seconds=_timeout(owner, kind, scope),
        registered=False,
        open_outputs=_has_open_outputs(owner, scope),
        source=f"{path}:{owner.lineno}",
    )


def _flaws(
    owner: ast.ClassDef, name: str, scope: Scope
) -> Iterator[tuple[ast.ClassDef | ast.FunctionDef, str]]:
    """Find what the engine's decorators refuse, and where."""
    for part in ("Input", "Output"):
        if inner_class(owner, part, scope) is None:
            yield owner, f'component "{name}" has no {part} class'
    methods = [each for each in owner.body if getattr(each, "name", "") == "execute"]
    if not methods:
        yield owner, f'component "{name}" has no execute method'
    elif isinstance(methods[0], ast.FunctionDef):
        yield methods[0], f'the execute method of component "{name}" must be async'


def _refused(inputs: Iterable[Field], name: str) -> Iterator[tuple[ast.expr, str]]:
    """Find inputs whose annotation the engine's coercion cannot fill."""
    for field in inputs:
        if uses_bar(field.annotation):
            message = f'input "{field.name}" of "{name}" takes no value: write Optional, not "|"'
            yield field.annotation, message


def _input(field: Field, scope: Scope) -> Input:
    said = field.said
    return Input(
        name=field.name,
        type=read_annotation(field.annotation, scope, Use.INPUT),
        required=field.required,
        default=field.default,
        description=_text(said.get("description")),
        minimum=_number(said.get("ge")),
        maximum=_number(said.get("le")),
        exclusive_minimum=_number(said.get("gt")),
        exclusive_maximum=_number(said.get("lt")),
        min_length=_count(said.get("min_length")),
        max_length=_count(said.get("max_length")),
        pattern=_text(said.get("pattern")) or None,
    )


def _outputs(owner: ast.ClassDef, scope: Scope) -> Iterator[Output]:
    for field in fields_of(owner, "Output", scope):
        kind = read_annotation(field.annotation, scope, Use.OUTPUT)
        yield Output(field.name, kind, _text(field.said.get("description")))


def _timeout(owner: ast.ClassDef, kind: Kind, scope: Scope) -> float:
    config = inner_class(owner, "Config", scope)
    said = _number(scope.members(config).get("timeout_seconds")) if config else None
    return said or _TIMEOUT_SECONDS[kind]


def _has_open_outputs(owner: ast.ClassDef, scope: Scope) -> bool:
    """Tell whether the code hands more to its Output than that declares."""
    declared = {field.name for field in fields_of(owner, "Output", scope)}
    given = {
        keyword.arg
        for call in ast.walk(owner)
        if isinstance(call, ast.Call) and scope.origin(call.func).endswith("Output")
        for keyword in call.keywords
    }
    return not given <= declared


def _summary(owner: ast.ClassDef) -> str:
    return (ast.get_docstring(owner) or "").partition("\n")[0]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None
