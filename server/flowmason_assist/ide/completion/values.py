"""What may stand as a value: snippets to start from, by type."""

import json
from collections.abc import Mapping
from typing import Any

from flowmason_assist.catalogue.component import Input, Key, Role
from flowmason_assist.catalogue.types import Scalar, Type
from flowmason_assist.ide.completion.item import choice, literal

_PASSED_ON = frozenset({"any", "list", "dict", "object"})  # Seldom written in the file.
_FALSE_FIRST = ("false", "true")
_TRUE_FIRST = ("true", "false")


def input_snippet(known: Input, template: str | None = None) -> str:
    """Give a snippet for the value of an input; `template` is one that fits it."""
    if template is not None:
        return f'"${{1:{literal(template)}}}"'
    if known.role is Role.STAGE_IDS:
        return '["$1"]'
    if known.role is Role.STAGE_MAP:
        return '{ "${1:value}": ["$2"] }'
    if known.suggestions:
        return _choice_of(known.suggestions, known.default, known.type)
    if known.required and known.role is Role.VALUE and known.type.required.name in _PASSED_ON:
        return '"{{$1}}"'
    return type_snippet(known.type, known.default)


def key_snippet(known: Key) -> str:
    """Give a snippet for the value of a key of an object."""
    if known.suggestions:
        return _choice_of(known.suggestions, None, known.type)
    return type_snippet(known.type, None)


def type_snippet(kind: Type, default: object) -> str:
    """Give a snippet for a value of a type, with its default as the placeholder."""
    wanted = kind.required
    if wanted.name == "union" and wanted.args:
        wanted = wanted.args[0]
    match wanted.name:
        case "bool":
            return choice(1, _FALSE_FIRST if default is True else _TRUE_FIRST)
        case "literal":
            return _choice_of(wanted.values, default, wanted)
        case "int" | "float":
            return f"${{1:{literal(json.dumps(default if default is not None else 1))}}}"
        case "list":
            holds_text = bool(wanted.args) and wanted.args[0].name == "str"
            holds_objects = bool(wanted.args) and wanted.args[0].name in ("dict", "object")
            return '["$1"]' if holds_text else "[{ $1 }]" if holds_objects else "[$1]"
        case "dict" | "object":
            return "{ $1 }"
        case _:
            return _text_snippet(default)


def schema_snippet(schema: Mapping[str, Any]) -> str:
    """Give a snippet for a value that a JSON Schema describes."""
    options = [each for each in schema.get("enum", schema.get("examples", ())) if each is not None]
    kinds = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if options:
        return choice(1, [json.dumps(each) for each in options])
    match kind:
        case "array":
            holds_text = schema.get("items", {}).get("type") == "string"
            return '["$1"]' if holds_text else "[$1]"
        case "object":
            return "{ $1 }"
        case "boolean":
            return choice(1, _TRUE_FIRST)
        case "integer" | "number":
            return f"${{1:{schema.get('default', schema.get('minimum', 1))}}}"
        case _:
            return _text_snippet(schema.get("default"))


def _text_snippet(default: object) -> str:
    if not isinstance(default, str) or not default:
        return '"$1"'
    return f'"${{1:{literal(json.dumps(default, ensure_ascii=False)[1:-1])}}}"'


def _choice_of(values: tuple[Scalar, ...], default: object, kind: Type) -> str:
    """Let choose one of several values, the default last: it needs no writing."""
    ordered = sorted(values, key=lambda each: each == default)
    options = choice(1, [json.dumps(each, ensure_ascii=False) for each in ordered])
    return f"[{options}]" if kind.required.name == "list" else options
