"""
An entry of a list lacks what the component looks up in it.

The component declares a list of objects and checks none of them before it runs. An entry without
a key that it needs, or with a value of the wrong type, fails the stage or makes it report
failure without data.

## Example

    { "component_type": "aggregate",
      "config": { "data": "{{input.rows}}", "aggregations": [{ "function": "sum" }] } }

## Instead

    { "component_type": "aggregate",
      "config": { "data": "{{input.rows}}", "aggregations": [{ "func": "sum", "field": "n" }] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.config import looks_like
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Key, Others
from flowmason_assist.lint.edits import rename_key, replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Member, Node, NodeKind

RULE = Rule(code="FM429", severity=Severity.ERROR)

_KINDS = {"str": NodeKind.STRING, "dict": NodeKind.OBJECT, "list": NodeKind.ARRAY}
_TRUTH_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "1", "0", "t", "f", "y", "n"])
_NAMES = {"str": "text", "dict": "an object", "list": "a list"}


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        if parameter.input is None or not parameter.input.keys:
            continue
        for entry in parameter.value.items or (parameter.value,):
            if entry.kind is NodeKind.OBJECT:
                yield from _entry_matches(parameter, entry, parameter.input.keys)


def _entry_matches(parameter: Parameter, entry: Node, keys: tuple[Key, ...]) -> Iterator[Match]:
    known = {key.name: key for key in keys}
    unknown = [member for member in entry.members if member.name not in known]
    for key in keys:
        member = entry.member(key.name)
        if member is not None:
            yield from _value_matches(key, member)
            continue
        similar = next((each for each in unknown if _is_similar(each.name, key.name)), None)
        if similar is not None:
            unknown.remove(similar)
            yield _misspelt(similar, key)
        elif key.required:
            message = f'an entry of "{parameter.name}" needs "{key.name}": {key.description}'
            yield Match(entry.span, message.rstrip("."))


def _is_truth(value: Node) -> bool:
    """Tell whether Pydantic takes a value for true or false."""
    if value.kind is NodeKind.STRING:
        return value.value.lower() in _TRUTH_WORDS
    is_simple = value.kind in (NodeKind.LITERAL, NodeKind.NUMBER)
    return is_simple and value.value is not None and value.value in (0, 1)


def _is_similar(name: str, known: str) -> bool:
    is_part = len(name) > 3 and (name.startswith(known) or known.startswith(name))  # noqa: PLR2004
    return is_part or looks_like(name.lower(), known)


def _misspelt(member: Member, key: Key) -> Match:
    message = f'nothing reads "{member.name}"; did you mean "{key.name}"?'
    fix = Fix(f'Write "{key.name}"', (rename_key(member, key.name),), Applicability.UNSAFE)
    severity = None if key.required else Severity.WARNING
    return Match(member.key.span, message, fix, severity=severity)


def _value_matches(key: Key, member: Member) -> Iterator[Match]:
    value = member.value
    if value.text is not None and "{{" in value.text:
        return
    wanted = _KINDS.get(key.type.name)
    is_null = value.kind is NodeKind.LITERAL and value.value is None
    if wanted and value.kind is not wanted and (key.required or not is_null):
        yield Match(value.span, f'"{key.name}" must be {_NAMES[key.type.name]}')
        return
    if key.type.name == "bool":
        if key.others is Others.FAILS and not _is_truth(value):
            yield Match(value.span, f'"{key.name}" must be true or false')
        return
    options = [str(each) for each in key.suggestions]
    if key.others is Others.FREE or value.text in (None, *options, *key.accepted):
        return
    message = f'"{key.name}" is none of {", ".join(options)}'
    close = [each for each in options if looks_like(str(value.text).lower(), each)]
    close += [each for each in options if each == str(value.text).lower()]
    fix = None
    if close:
        fix = Fix(f'Write "{close[0]}"', (replace(value, close[0]),), Applicability.UNSAFE)
    severity = Severity.WARNING if key.others is Others.DEFAULT else None
    yield Match(value.span, message, fix, severity=severity)
