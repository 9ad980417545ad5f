"""A line of the notation: a component and its settings, values of every kind."""

import re
from collections.abc import Mapping

from flowmason_assist.assist.plan.plan import Condition, Reference, Scalar, Test, Value
from flowmason_assist.assist.plan.vocabulary import Kind, Setting, vocabulary

_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_FIELD = rf"(?:[^\W\d][\w-]*+|\d++(?=[.\s,]|\Z)|{_QUOTED})"
_NAME = re.compile(r"(\w+)(=?)")
_VALUE = re.compile(
    rf"(?P<quoted>{_QUOTED})"
    rf"|(?P<reference>(?:\^|@\d+|\$\w+|item(?![\w-]))(?:\.{_FIELD})*)"
    r"|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<word>\w+)"
)
_CONDITION = re.compile(rf"(?P<path>{_FIELD}(?:\.{_FIELD})*)(?P<operator>!\?|\?|>=|<=|!=|>|<|=|~)")
_OPERATORS: Mapping[str, Test] = {
    ">": "gt",
    ">=": "ge",
    "<": "lt",
    "<=": "le",
    "=": "is",
    "!=": "isnt",
    "~": "has",
    "?": "exists",
    "!?": "missing",
}
_SIGNS = {test: sign for sign, test in _OPERATORS.items()}
_UNARY = ("?", "!?")
_BARE = re.compile(r"[^\W\d][\w-]*|\d+")
_ESCAPES = {"\n": "\\n", '"': '\\"', "\\": "\\\\"}
_UNESCAPED = {"n": "\n"}


class LineError(ValueError):
    """A line that cannot be read, and why."""


def read_line(line: str) -> dict[str, tuple[Value, ...]]:
    """Give the settings of a step; its component is the first word."""
    component = line.split(maxsplit=1)[0]
    known = vocabulary().get(component)
    if known is None:
        raise LineError(f'"{component}" is no component')
    settings: dict[str, tuple[Value, ...]] = {}
    at = len(component)
    while (at := _past_blanks(line, at)) < len(line):
        match = _NAME.match(line, at)
        setting = known.settings.get(match[1]) if match else None
        if match is None or setting is None:
            raise LineError(f"{component} has no setting at: {line[at:]}")
        if setting.name in settings and not setting.takes(Kind.CONDITION):
            raise LineError(f'"{setting.name}" is given twice')
        values, at = _read_values(line, match.end(), setting, has_value=bool(match[2]))
        settings[setting.name] = (*settings.get(setting.name, ()), *values)
    return settings


def read_value(text: str) -> Value:
    """Read one value that is no condition."""
    match = _VALUE.fullmatch(text)
    if match is None:
        raise LineError(f"cannot read: {text}")
    return _value(match)


def write_line(word: str, settings: Mapping[str, tuple[Value, ...]]) -> str:
    """Write a line; values under the empty name stand alone."""
    known = vocabulary().get(word)
    by_name = known.settings if known else {}
    written = (_write_setting(name, values, by_name.get(name)) for name, values in settings.items())
    return " ".join((word, *written))


def _past_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at] == " ":
        at += 1
    return at


def _read_values(
    line: str, at: int, setting: Setting, *, has_value: bool
) -> tuple[list[Value], int]:
    if not has_value:
        if not setting.takes(Kind.FLAG):
            raise LineError(f'"{setting.name}" needs a value')
        return [True], at
    if setting.takes(Kind.CONDITION):
        condition, at = _read_condition(line, at)
        return [condition], at
    values: list[Value] = []
    while True:
        match = _VALUE.match(line, at)
        if match is None:
            raise LineError(f'"{setting.name}" has no value at: {line[at:]}')
        values.append(_for_setting(match, setting))
        at = match.end()
        if line[at : at + 1] != ",":
            break
        at = _past_blanks(line, at + 1)
    if line[at : at + 1].strip():
        raise LineError(f'cannot read what follows "{setting.name}": {line[at:]}')
    return values, at


def _for_setting(match: re.Match[str], setting: Setting) -> Value:
    word = match["word"]
    if word is not None:
        if setting.takes(Kind.FLAG) and word == "yes":
            return True
        if word not in setting.words:
            hint = "|".join(setting.words) or "a literal in quotes"
            raise LineError(f'"{setting.name}" cannot be {word}: give {hint}')
    elif match["quoted"] is not None and not setting.takes(Kind.TEXT):
        raise LineError(f'"{setting.name}" takes no literal: {match[0]}')
    return _value(match)


def _read_condition(line: str, at: int) -> tuple[Condition, int]:
    match = _CONDITION.match(line, at)
    if match is None:
        raise LineError(f"cannot read the condition: {line[at:]}")
    fields = _fields(match["path"])
    if fields[0] == "item" and match["path"].startswith("item"):
        fields = fields[1:]
    test = _OPERATORS[match["operator"]]
    at = match.end()
    if match["operator"] in _UNARY:
        return Condition(fields=fields, test=test), at
    held = _VALUE.match(line, at)
    if held is None:
        raise LineError(f"the condition compares with nothing: {line[at:]}")
    value = _held(held)
    return Condition(fields=fields, test=test, value=value), held.end()


def _held(match: re.Match[str]) -> Reference | Scalar:
    if match["word"] is not None:
        if match["word"] not in ("true", "false"):
            raise LineError(f"{match['word']} must stand in quotes")
        return match["word"] == "true"
    value = _value(match)
    if isinstance(value, Condition):
        raise LineError(f"cannot compare with {match[0]}")
    return value


def _value(match: re.Match[str]) -> Reference | Scalar:
    if match["quoted"] is not None:
        return _unquoted(match["quoted"])
    if match["reference"] is not None:
        return _reference(match["reference"])
    if match["number"] is not None:
        written = match["number"]
        return float(written) if "." in written else int(written)
    return match["word"]


def _reference(written: str) -> Reference:
    head, _, rest = written.partition(".")
    fields = _fields(rest) if rest else ()
    match head[0]:
        case "^":
            return Reference(origin="previous", fields=fields)
        case "@":
            if not int(head[1:]):
                raise LineError("steps are counted from 1")
            return Reference(origin="step", step=int(head[1:]), fields=fields)
        case "$":
            return Reference(origin="input", name=head[1:], fields=fields)
        case _:
            return Reference(origin="item", fields=fields)


def _fields(path: str) -> tuple[str, ...]:
    found = re.findall(_FIELD, path)
    return tuple(_unquoted(each) if each.startswith('"') else each for each in found)


def _unquoted(written: str) -> str:
    return re.sub(r"\\(.)", lambda match: _UNESCAPED.get(match[1], match[1]), written[1:-1])


def _write_setting(name: str, values: tuple[Value, ...], setting: Setting | None) -> str:
    if setting and setting.takes(Kind.CONDITION):
        return " ".join(f"{name}={_write(value)}" for value in values)
    if values and values[0] is True:
        return f"{name}=yes" if name == "flatten" else name
    if setting and setting.takes(Kind.WORD):
        written = ",".join(map(str, values))
    else:
        written = ",".join(map(_write, values))
    return f"{name}={written}" if name else written


def _write(value: Value | None) -> str:
    match value:
        case Condition():
            held = "" if value.value is None else _write(value.value)
            return f"{_path(value.fields) or 'item'}{_SIGNS[value.test]}{held}"
        case Reference():
            return ".".join((_head(value), *map(_field, value.fields)))
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case _:
            return str(value)


def _head(reference: Reference) -> str:
    match reference.origin:
        case "previous":
            return "^"
        case "step":
            return f"@{reference.step}"
        case "input":
            return f"${reference.name}"
        case _:
            return "item"


def _path(fields: tuple[str, ...]) -> str:
    return ".".join(map(_field, fields))


def _field(field: str) -> str:
    return field if _BARE.fullmatch(field) and field != "item" else _quoted(field)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
