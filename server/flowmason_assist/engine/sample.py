"""Plausible input made from a pipeline's `input_schema`, always the same for the same schema."""

import math
from collections.abc import Mapping, Sequence
from typing import cast

from flowmason_assist.engine.json_value import Json

MAX_DEPTH = 12
MAX_ITEMS = 100
MAX_LENGTH = 100_000
FORMATS = {
    "date": "2024-01-31",
    "date-time": "2024-01-31T12:00:00Z",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "12:00:00Z",
    "uri": "https://example.com",
    "url": "https://example.com",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
# Text that suits a name, for inputs that only say "string".
NAMED = (
    ("url", "https://example.com"),
    ("uri", "https://example.com"),
    ("email", "someone@example.com"),
    ("date", "2024-01-31"),
    ("language", "English"),
    ("json", '{"key": "value"}'),
)
COMBINATORS = ("oneOf", "anyOf", "allOf")
BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")


def sample_from_schema(schema: object, name: str = "") -> Json:
    """
    Value that the JSON Schema allows, as far as it can be made from its plain keywords.

    Every property is filled, required or not, since the engine knows no defaults.
    `name` is the property that the value is for; it makes texts plausible.
    A schema that is none gives an empty object.
    """
    return _sample(schema, name, 0) if isinstance(schema, Mapping) else {}


def _sample(schema: object, name: str, depth: int) -> Json:
    if not isinstance(schema, Mapping):
        return _text({}, name)
    chosen = _chosen(schema)
    if chosen is not None:
        return chosen[0]
    if depth >= MAX_DEPTH:
        return None
    for combinator in COMBINATORS:
        options = schema.get(combinator)
        if isinstance(options, Sequence) and options and isinstance(options[0], Mapping):
            rest = {key: value for key, value in schema.items() if key != combinator}
            return _sample({**rest, **options[0]}, name, depth + 1)
    return _of_type(schema, name, depth)


def _chosen(schema: Mapping[str, object]) -> tuple[Json] | None:
    """Value that the schema itself names, in a tuple, since null is a value too."""
    for keyword in ("const", "default", "example"):
        if keyword in schema:
            return (cast("Json", schema[keyword]),)
    for keyword in ("examples", "enum"):
        values = schema.get(keyword)
        if isinstance(values, list) and values:
            return (cast("Json", values[0]),)
    return None


def _of_type(schema: Mapping[str, object], name: str, depth: int) -> Json:
    value: Json
    match type_name(schema):
        case "object":
            value = _object(schema, depth)
        case "array":
            value = _array(schema, name, depth)
        case "integer":
            value = math.ceil(_number(schema, 1))
        case "number":
            value = _number(schema, 1.5)
        case "boolean":
            value = True
        case "null":
            value = None
        case _:
            value = _text(schema, name)
    return value


def type_name(schema: Mapping[str, object]) -> str:
    """JSON type that a schema asks for, or that its keywords hint at; text if nothing does."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((option for option in kind if option != "null"), "null")
    if isinstance(kind, str):
        return kind
    if "properties" in schema:
        return "object"
    return "array" if "items" in schema else "string"


def _object(schema: Mapping[str, object], depth: int) -> Json:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        properties = {}
    result = {str(key): _sample(part, str(key), depth + 1) for key, part in properties.items()}
    required = schema.get("required")
    for key in required if isinstance(required, list) else []:
        if isinstance(key, str) and key not in result:
            result[key] = _text({}, key)
    return result


def _array(schema: Mapping[str, object], name: str, depth: int) -> Json:
    prefix = schema.get("prefixItems")
    parts = list(prefix) if isinstance(prefix, list) else []
    wanted = max(_count(schema.get("minItems"), 0), len(parts), 2)
    count = min(wanted, _count(schema.get("maxItems"), wanted), MAX_ITEMS)
    rest = schema.get("items", {})
    singular = name.removesuffix("s")
    return [
        _sample(parts[index] if index < len(parts) else rest, singular, depth + 1)
        for index in range(count)
    ]


def _number(schema: Mapping[str, object], wanted: float) -> float:
    """Nearest to `wanted` of the numbers that the bounds suggest and allow."""
    limits = [_numeric(schema.get(keyword)) for keyword in BOUNDS]
    step = _numeric(schema.get("multipleOf")) or 0
    near = [wanted, *(limit for limit in limits if limit is not None)]
    near += [limit + shift for limit in near[1:] for shift in (1, -1)]
    near += [(first + second) / 2 for first in near[1:] for second in near[1:]]
    if step > 0:
        near += [(value // step + shift) * step for value in near for shift in (0, 1)]
    allowed = [value for value in near if _is_allowed(value, limits, step)]
    return min(allowed, key=lambda value: abs(value - wanted), default=wanted)


def _is_allowed(value: float, limits: Sequence[float | None], step: float) -> bool:
    low, above, high, below = limits
    return (
        (low is None or value >= low)
        and (above is None or value > above)
        and (high is None or value <= high)
        and (below is None or value < below)
        and (step <= 0 or value % step == 0)
    )


def _numeric(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return cast("float", value) if is_number else None


def _text(schema: Mapping[str, object], name: str) -> str:
    form = schema.get("format")
    if isinstance(form, str) and form in FORMATS:
        return FORMATS[form]
    lowered = name.lower()
    words = name.replace("_", " ").strip() or "text"
    text = next((value for part, value in NAMED if part in lowered), f"sample {words}")
    shortest, longest = _count(schema.get("minLength"), 0), _count(schema.get("maxLength"), -1)
    if len(text) < shortest <= MAX_LENGTH:
        text = (text + " ") * (shortest // (len(text) + 1) + 1)
        text = text[:shortest].rstrip().ljust(shortest, ".")
    return text[:longest] if longest >= 0 else text


def _count(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
