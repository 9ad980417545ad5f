"""The expressions and paths in a stage's parameters, with the way back to the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Input, Role
from flowmason_assist.catalogue.types import Type
from flowmason_assist.expr.condition import parse_condition
from flowmason_assist.expr.condition_nodes import Condition, ConditionProblem, ConditionProblemKind
from flowmason_assist.expr.escapes import decode
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """A text that the component reads as a small program; outer blanks are gone."""

    parameter: Parameter
    literal: Node
    text: str
    stage_text: str

    def place(self, span: Span) -> Span:
        """Give the place in the stage of a span in `text`."""
        raw = decode(self.stage_text[self.literal.start : self.literal.end])
        blanks = len(raw.value) - len(raw.value.lstrip())
        return raw.span(span.start + blanks, span.end + blanks).shifted(self.literal.start)

    def correction(self, span: Span, suggestion: str | None) -> Fix | None:
        """Give the fix that replaces the text of a span, None without a suggestion."""
        if suggestion is None:
            return None
        title = f'Write "{suggestion}"' if suggestion else f'Remove "{span.of(self.text)}"'
        edit = replace_text(self.place(span), suggestion)
        return Fix(title, (edit,), Applicability.UNSAFE)


def expressions(view: StageView, role: Role) -> Iterator[Expression]:
    """Give the texts of a role that are not empty; of a map, the texts in it."""
    for parameter in view.facts.parameters:
        if parameter.input is None or parameter.input.role is not role:
            continue
        value = parameter.value
        literals = [member.value for member in value.members] if value.members else [value]
        for literal in literals:
            # Pydantic strips what the component gets.
            text = literal.value.strip() if literal.kind is NodeKind.STRING else ""
            if text:
                yield Expression(parameter, literal, text, view.facts.stage.text)


def conditions(view: StageView) -> tuple[tuple[Expression, Condition], ...]:
    """Give the Python expressions of a stage, as the engine reads them."""
    return view.once(_conditions)


def _conditions(view: StageView) -> tuple[tuple[Expression, Condition], ...]:
    found = []
    for expression in expressions(view, Role.EXPRESSION):
        known = expression.parameter.input
        names = names_seen(view, known) if known else None
        if names is not None:
            found.append((expression, parse_condition(expression.text, names)))
    return tuple(found)


def names_seen(view: StageView, known: Input) -> tuple[str, ...] | None:
    """Give the variables that an expression sees, None when only a run tells."""
    when = known.names_when
    if when is not None:
        mode = view.facts.parameter(when.input)
        if mode is not None and "{{" in (mode.value.text or ""):
            return None
        if view.facts.text(when.input) == when.value and works_on_items(view):
            return when.names
    # An expression without names of its own sees the context variables of loops.
    return known.names or tuple(view.scope.loop_names)


def works_on_items(view: StageView) -> bool:
    """Tell whether a filter tests each item of a list, rather than its data as a whole."""
    parameter = view.facts.parameter("data")
    kind = _type_of(view.value(parameter)) if parameter else None
    return view.facts.text("filter_mode") == "filter_array" and kind in (None, "list", "any")


def problem_words(problem: ConditionProblem) -> str:
    """Say in plain words why the engine cannot evaluate a condition."""
    return _WORDS[problem.kind].format(problem.text)


def _type_of(value: object) -> str | None:
    kind = getattr(value, "type", None)
    if isinstance(kind, Type):
        return kind.required.name
    return "list" if isinstance(value, list) else type(value).__name__


_WORDS: Mapping[ConditionProblemKind, str] = {
    ConditionProblemKind.SYNTAX: "the expression is no Python: {}",
    ConditionProblemKind.NODE: "the engine takes no {} in expressions",
    ConditionProblemKind.PRIVATE: 'the engine refuses the private name "{}"',
    ConditionProblemKind.FUNCTION: 'the engine offers no function "{}"',
    ConditionProblemKind.NAME: '"{}" has no value in this expression',
    ConditionProblemKind.SCOPE: '"{}" has no value inside a comprehension',
    ConditionProblemKind.MEMBER: 'no value has the attribute "{0}"; write ["{0}"] or .get("{0}")',
    ConditionProblemKind.FAILS: "the expression always fails: {}",
    ConditionProblemKind.NOT_A_TYPE: '"{}" is a function here and no type',
    ConditionProblemKind.IDENTITY: '"{}" compares objects and not values',
    ConditionProblemKind.DATA: 'the engine refuses the word "{}" here; each entry is called "item"',
}
