"""What the words in a pipeline mean, for editors that color by meaning."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.scanner import masked, template_ranges
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.expressions import Expression, expressions
from flowmason_assist.model.pipeline import Text
from flowmason_assist.text.span import Span


class TokenKind(Enum):
    """What a word is; the values are the protocol's, but for the last one."""

    KEYWORD = "keyword"
    STAGE = "function"
    COMPONENT = "class"
    INPUT = "parameter"
    FIELD = "property"
    VARIABLE = "variable"
    CALL = "method"
    OPERATOR = "operator"
    TEXT = "string"
    NUMBER = "number"
    TROUBLE = "unresolvedReference"


@dataclass(frozen=True, slots=True)
class Token:
    """A word with what it means; `declares` where a stage gets its name."""

    span: Span
    kind: TokenKind
    declares: bool = False


def tokens(snapshot: Snapshot, span: Span) -> list[Token]:
    """Give the words in a range that mean something, in the order of the text, without overlap."""
    facts = snapshot.facts
    found: list[Token] = []
    output = facts.output_stage
    if output is not None:
        found.append(Token(_inside(output.span), TokenKind.STAGE))
    for index, placed in enumerate(facts.pipeline.stages):
        if placed.start <= span.end and span.start <= placed.start + len(placed.stage.text):
            found += [
                Token(each.span.shifted(placed.start), each.kind, each.declares)
                for each in _in_stage(snapshot, index)
            ]
    return list(_disjoint(sorted(found, key=lambda each: each.span), span))


def _disjoint(found: list[Token], span: Span) -> Iterator[Token]:
    end = 0
    for each in found:
        if each.span.start >= end and each.span.start < each.span.end:
            end = each.span.end
            if each.span.start < span.end and span.start < each.span.end:
                yield each


def _in_stage(snapshot: Snapshot, index: int) -> Iterator[Token]:
    stage = snapshot.facts.stages[index]
    if stage.stage.id is not None:
        yield Token(_inside(stage.stage.id.span), TokenKind.STAGE, declares=True)
    if stage.component_name is not None:
        yield Token(_inside(stage.component_name.span), TokenKind.COMPONENT)
    for text in stage.stage.depends_on:
        yield Token(_inside(text.span), TokenKind.STAGE)
    for mention in stage.mentions:
        if _is_plain(mention.stage_id):
            yield Token(_inside(mention.stage_id.span), TokenKind.STAGE)
    for reference in stage.references:
        yield from _in_template(reference)
    if any(each.input and each.input.role in _PROGRAMS for each in stage.parameters):
        yield from _in_programs(snapshot.view(index))


_ROOTS: Mapping[str, TokenKind] = {
    "input": TokenKind.INPUT,
    "upstream": TokenKind.STAGE,
    "env": TokenKind.VARIABLE,
    "context": TokenKind.VARIABLE,
}


def _in_template(reference: Reference) -> Iterator[Token]:
    trouble = reference.template.trouble
    if trouble is not None:
        yield Token(trouble.span.shifted(reference.literal.start), TokenKind.TROUBLE)
        return
    second = _ROOTS.get(reference.root)
    if second is None:
        yield Token(reference.segment_span(0), TokenKind.TROUBLE)
        return
    for position in range(len(reference.names)):
        kind = (TokenKind.KEYWORD, second)[position] if position < 2 else TokenKind.FIELD  # noqa: PLR2004 - root and name
        yield Token(reference.segment_span(position), kind)


_PYTHON = re.compile(
    r"""(?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<keyword>\b(?:and|or|not|in|is|if|else|for|True|False|None|lambda)\b)
      | (?P<call>[^\W\d]\w*(?=\s*\())
      | (?P<field>(?<=\.)\s*[^\W\d]\w*)
      | (?P<variable>[^\W\d]\w*)
      | (?P<operator>[=!<>]=|\*\*|//|[-+*/%<>])""",
    re.VERBOSE,
)
_JMESPATH = re.compile(
    r"""(?P<string>'(?:\\.|[^'\\])*')
      | (?P<number>`(?:\\.|[^`\\])*`|-?\d+)
      | (?P<call>[A-Za-z_]\w*(?=\s*\())
      | (?P<field>[A-Za-z_]\w*|"(?:\\.|[^"\\])*")
      | (?P<variable>@)
      | (?P<operator>\|\||&&|[=!<>]=|[|!<>&*?])""",
    re.VERBOSE,
)
_PROGRAMS: Mapping[Role, re.Pattern[str]] = {
    Role.EXPRESSION: _PYTHON,
    Role.PANDAS_QUERY: _PYTHON,
    Role.JMESPATH: _JMESPATH,
}
_GROUPS: Mapping[str, TokenKind] = {
    "string": TokenKind.TEXT,
    "number": TokenKind.NUMBER,
    "keyword": TokenKind.KEYWORD,
    "call": TokenKind.CALL,
    "field": TokenKind.FIELD,
    "variable": TokenKind.VARIABLE,
    "operator": TokenKind.OPERATOR,
}


def _in_programs(view: StageView) -> Iterator[Token]:
    for role, words in _PROGRAMS.items():
        for expression in expressions(view, role):
            yield from _in_program(expression, words)


def _in_program(expression: Expression, words: re.Pattern[str]) -> Iterator[Token]:
    """Give the words of a small program; its templates are read elsewhere."""
    holes = [Span(*ends) for ends in template_ranges(expression.text)]
    for match in words.finditer(masked(expression.text, holes)):
        span = Span(*match.span())
        if not any(hole.start < span.end and span.start < hole.end for hole in holes):
            yield Token(expression.place(span), _GROUPS[match.lastgroup or "operator"])


def _inside(span: Span) -> Span:
    return Span(span.start + 1, max(span.start + 1, span.end - 1))


def _is_plain(text: Text) -> bool:
    """Tell whether a stage id is written as a string of its own, not inside JSON text."""
    return text.span.end - text.span.start == len(text.value) + 2
