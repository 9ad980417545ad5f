"""
The shapes that FlowMason's readers accept when they load a file, as data.

Measured with the pydantic models of flowmason 1.0.24: PipelineFile (cli), PipelineConfig with
ComponentConfig (core) and the Studio backend's PipelineStage. Loading fails on a wrong shape,
before anything runs. Pydantic converts a little: "5" is taken for 5, but 5 never for "5".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flowmason_assist.analysis.coerce import is_number
from flowmason_assist.analysis.readers import Name
from flowmason_assist.catalogue.types import ANY, BOOL, FLOAT, INT, STR, Type
from flowmason_assist.syntax.tree import Member, Node, NodeKind

_TEXTS = Type("list", (STR,))
_OBJECT = Type("dict", (STR, ANY))
_TEXT_MAP = Type("dict", (STR, STR))
_TRUTHS = frozenset(["true", "false", "yes", "no", "on", "off", "1", "0", "t", "f", "y", "n"])


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a reader checks when it loads the file."""

    type: Type = ANY
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    inner: Mapping[str, "Key"] = field(default_factory=dict)  # Of an object or of list items.
    required: tuple[str, ...] = ()  # Among the inner keys.
    closed: bool = False  # Refuses other inner keys.


@dataclass(frozen=True, slots=True)
class Misshape:
    """A value that a reader refuses to load."""

    node: Node
    message: str


# Equal keys are one object, so that a value is checked once for all readers that agree on it.
_LIST_OF_TEXTS = Key(_TEXTS)
_PARAMETERS = Key(_OBJECT)
_SAMPLE = Key(_OBJECT, nullable=True)
_TEXT = Key(STR)
_MAYBE_TEXT = Key(STR, nullable=True)
_SCHEMA = Key(_OBJECT, inner={"type": _TEXT, "properties": Key(_OBJECT), "required": Key(_TEXTS)})
_STRICT_SCHEMA = Key(_OBJECT, inner=_SCHEMA.inner, closed=True)
_COMPOSITION = Key(
    Type("list", (_OBJECT,)),
    inner={
        "id": _TEXT,
        "pipeline": _TEXT,
        "input_mapping": _PARAMETERS,
        "output_mapping": Key(_TEXT_MAP),
        "depends_on": _LIST_OF_TEXTS,
    },
    required=("id", "pipeline"),
)
_COMMON: Mapping[str, Key] = {
    "name": _TEXT,
    "version": _TEXT,
    "description": _TEXT,
    "extends": _MAYBE_TEXT,
    "abstract": Key(BOOL),
    "overrides": Key(Type("dict", (STR, _OBJECT))),
    "compositions": _COMPOSITION,
    "output_stage_id": _MAYBE_TEXT,
    "tags": _LIST_OF_TEXTS,
    "category": _MAYBE_TEXT,
    "stages": Key(Type("list", (_OBJECT,))),
}
_LLM_SETTINGS = Key(
    _OBJECT,
    nullable=True,
    inner={
        "provider": _MAYBE_TEXT,
        "model": _MAYBE_TEXT,
        "temperature": Key(FLOAT, nullable=True),
        "max_tokens": Key(INT, nullable=True),
        "top_p": Key(FLOAT, nullable=True),
        "stop_sequences": Key(_TEXTS, nullable=True),
    },
)
_RETRY = Key(
    _OBJECT,
    nullable=True,
    inner={
        "max_retries": Key(INT, minimum=0, maximum=10),
        "initial_delay_ms": Key(INT, minimum=100),
        "max_delay_ms": Key(INT, minimum=1000),
        "backoff_multiplier": Key(FLOAT, minimum=1, maximum=5),
    },
)
_SECTION = Key(_OBJECT, nullable=True)
_METADATA = Key(
    _OBJECT,
    nullable=True,
    inner=dict.fromkeys(("problem", "design", "usage", "ai_provenance"), _SECTION),
)
_FILE_STAGE: Mapping[str, Key] = {
    "id": _TEXT,
    "component_type": _MAYBE_TEXT,
    "component": _MAYBE_TEXT,
    "name": _MAYBE_TEXT,
    "config": _PARAMETERS,
    "input_mapping": _PARAMETERS,
    "depends_on": _LIST_OF_TEXTS,
    "position": Key(_OBJECT, nullable=True, inner={"x": Key(FLOAT), "y": Key(FLOAT)}),
    "llm_settings": _LLM_SETTINGS,
    "timeout_ms": Key(INT, nullable=True),
}

TOP_LEVEL: Mapping[Name, Mapping[str, Key]] = {
    "cli": {
        **_COMMON,
        "$schema": _MAYBE_TEXT,
        "id": _MAYBE_TEXT,
        "input_schema": _SCHEMA,
        "output_schema": _SCHEMA,
        "sample_input": _SAMPLE,
    },
    "core": {
        **_COMMON,
        "id": _TEXT,
        "input_schema": _STRICT_SCHEMA,
        "output_schema": _STRICT_SCHEMA,
        "metadata": _METADATA,
    },
    "studio": {
        **{key: _COMMON[key] for key in ("name", "description", "output_stage_id", "tags")},
        "stages": _COMMON["stages"],
        "input_schema": _SCHEMA,
        "output_schema": _SCHEMA,
        "sample_input": _SAMPLE,
        "output_config": Key(_OBJECT, nullable=True),
    },
}
STAGE: Mapping[Name, Mapping[str, Key]] = {
    "cli": _FILE_STAGE,
    "core": {
        "id": _TEXT,
        "name": _MAYBE_TEXT,
        "type": _MAYBE_TEXT,
        "component_type": _MAYBE_TEXT,
        "component_package": _MAYBE_TEXT,
        "input_mapping": _PARAMETERS,
        "config": Key(_OBJECT, nullable=True),
        "provider": _MAYBE_TEXT,
        "timeout_ms": Key(INT, nullable=True, minimum=100, maximum=600_000),
        "retry_config": _RETRY,
        "depends_on": _LIST_OF_TEXTS,
        "on_error": _MAYBE_TEXT,
    },
    "studio": {**_FILE_STAGE, "component_type": _TEXT},
}


Checks = Mapping[str, tuple[tuple[Name, Key], ...]]


def _checks(tables: Mapping[Name, Mapping[str, Key]]) -> Mapping[Name, Checks]:
    """Give, for each reader that may come first, the keys to check and who checks them."""
    plans: dict[Name, Checks] = {}
    for first in tables:
        plan: dict[str, list[tuple[Name, Key]]] = {}
        for reader in sorted(tables, key=lambda name: name != first):
            for name, key in tables[reader].items():
                checked = plan.setdefault(name, [])
                if all(key is not known for _, known in checked):
                    checked.append((reader, key))
        plans[first] = {name: tuple(checked) for name, checked in plan.items()}
    return plans


TOP_LEVEL_CHECKS = _checks(TOP_LEVEL)
STAGE_CHECKS = _checks(STAGE)


def refusals(holder: Node, checks: Checks) -> Iterator[tuple[Name, Misshape]]:
    """Give what readers refuse among the members of an object, each place once."""
    for name in dict.fromkeys(member.name for member in holder.members):
        member = holder.member(name)
        seen: set[int] = set()
        for reader, key in checks.get(name, ()):
            for found in _in_member(member, key) if member else ():
                if found.node.start not in seen:
                    seen.add(found.node.start)
                    yield reader, found


def misshapes(holder: Node, keys: Mapping[str, Key]) -> Iterator[Misshape]:
    """Give what a reader refuses among the members of an object."""
    for name in dict.fromkeys(member.name for member in holder.members):
        member = holder.member(name)
        key = keys.get(name)
        if member is not None and key is not None:
            yield from _in_member(member, key)


def _in_member(member: Member, key: Key) -> Iterator[Misshape]:
    node = member.value
    if node.kind is NodeKind.MISSING or (node.value is None and _is_null(node) and key.nullable):
        return
    wrong = _first_wrong(node, key.type)
    if wrong is not None:
        yield Misshape(wrong, f'"{member.name}" takes {_words(key.type)}')
        return
    yield from _out_of_bounds(member, key)
    for holder in node.items or (node,):
        yield from _in_object(holder, key)


def _in_object(holder: Node, key: Key) -> Iterator[Misshape]:
    if holder.kind is not NodeKind.OBJECT or not key.inner:
        return
    yield from misshapes(holder, key.inner)
    for name in key.required:
        if holder.member(name) is None:
            yield Misshape(holder, f'"{name}" is missing here')
    for member in holder.members if key.closed else ():
        if member.name not in key.inner:
            yield Misshape(member.key, f'"{member.name}" is not allowed here')


def _out_of_bounds(member: Member, key: Key) -> Iterator[Misshape]:
    value = member.value.value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    if key.minimum is not None and value < key.minimum:
        yield Misshape(member.value, f'"{member.name}" must be at least {key.minimum:g}')
    if key.maximum is not None and value > key.maximum:
        yield Misshape(member.value, f'"{member.name}" must be at most {key.maximum:g}')


def _first_wrong(node: Node, kind: Type) -> Node | None:
    """
    Give the value that pydantic would refuse for a type, None when it takes all.

    Of several wrong items the list as a whole is at fault.
    """
    match kind.name:
        case "list":
            if node.kind is not NodeKind.ARRAY:
                return node
            inner = [_first_wrong(item, kind.args[0]) for item in node.items]
        case "dict":
            if node.kind is not NodeKind.OBJECT:
                return node
            if kind.args[1].name == "any":
                return None
            inner = [_first_wrong(member.value, kind.args[1]) for member in node.members]
        case _:
            return None if _loads(node, kind) else node
    wrong = [each for each in inner if each is not None]
    return wrong[0] if len(wrong) == 1 else node if wrong else None


def _loads(node: Node, kind: Type) -> bool:
    value = node.value
    match kind.name:
        case "any":
            return True
        case "str":
            return node.kind is NodeKind.STRING
        case "bool":
            return value in (0, 1) or (isinstance(value, str) and value.lower() in _TRUTHS)
        case "int":
            return _is_whole(value)
        case "float":
            return is_number(value)
    return False


def _is_whole(value: object) -> bool:
    if isinstance(value, str):
        try:
            int(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _is_null(node: Node) -> bool:
    return node.kind is NodeKind.LITERAL and node.value is None


def _words(kind: Type) -> str:
    match kind.name:
        case "list":
            inner = kind.args[0].name
            return "a list of texts" if inner == "str" else "a list of objects"
        case "dict":
            return "an object with text values" if kind == _TEXT_MAP else "an object"
        case _:
            words = {"str": "text", "bool": "true or false", "int": "a whole number"}
            return words.get(kind.name, "a number")
