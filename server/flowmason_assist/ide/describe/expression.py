"""What names in expressions stand for."""

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.outputs import follow
from flowmason_assist.catalogue.component import Input, Role
from flowmason_assist.catalogue.types import ANY, Type
from flowmason_assist.expr.jmespath_expression import parse_jmespath
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.ide.markdown import code, listed, paragraphs
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.variables import path_source, seen_variables
from flowmason_assist.lint.expressions import expressions
from flowmason_assist.text.span import Span


def variable(snapshot: Snapshot, index: int, known: Input, name: str) -> str | None:
    """Describe a variable of a Python expression, None when it sees none of this name."""
    kind = seen_variables(snapshot, index, known).get(name)
    return _described(name, kind) if kind is not None else None


def field(snapshot: Snapshot, index: int, offset: int) -> tuple[Span, str] | None:
    """Describe the field of a JMESPath expression at an offset in a stage."""
    for span, path in _fields(snapshot.view(index)):
        if span.contains(offset):
            kind = _type_at(path_source(snapshot, index), path)
            return span, _described(_written(path), kind)
    return None


def _fields(view: StageView) -> list[tuple[Span, tuple[str | None, ...]]]:
    return [
        (expression.place(read.span), read.path)
        for expression in expressions(view, Role.JMESPATH)
        for read in parse_jmespath(expression.text).reads
    ]


def _type_at(start: Type, path: tuple[str | None, ...]) -> Type:
    current = start.required
    for step in path:
        if step is None:
            current = current.args[-1].required if current.args else ANY
        else:
            found = follow(current, [step], 0)
            current = found.required if isinstance(found, Type) else ANY
    return current


def _written(path: tuple[str | None, ...]) -> str:
    steps = "".join("[]" if step is None else f".{step}" for step in path)
    return steps.removeprefix(".")


def _described(name: str, kind: Type) -> str:
    fields = listed(field for field, _ in kind.required.fields)
    return paragraphs(
        f"**{code(name)}** · {type_words(kind)}", f"It has {fields}." if fields else ""
    )
