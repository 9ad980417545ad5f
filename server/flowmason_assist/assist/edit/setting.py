"""Another value for a setting of a stage."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.edit.subjects import stage_node, stages_meant
from flowmason_assist.assist.edit.wish import one_of
from flowmason_assist.lint.edits import add_member
from flowmason_assist.text.edit import Edit

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "temperature": ("temperature",),
    "max tokens": ("max_tokens",),
    "token limit": ("max_tokens",),
    "tokens": ("max_tokens",),
    "limit": ("max_length", "limit", "max_tokens"),
    "length": ("max_length", "max_tokens"),
    "words": ("max_length", "max_tokens"),
    "word limit": ("max_length",),
    "url": ("url",),
    "address": ("url",),
    "endpoint": ("url",),
    "webhook": ("url",),
    "model": ("model",),
    "language": ("target_language",),
    "method": ("method",),
    "timeout": ("timeout",),
    "level": ("level",),
    "path": ("path",),
    "file": ("path",),
    "table": ("table",),
    "bucket": ("bucket",),
    "key": ("key",),
    "style": ("style",),
    "message": ("message",),
    "system prompt": ("system_prompt",),
    "prompt": ("prompt",),
    "condition": ("condition_expression", "condition"),
}
_NOUN: Final = "|".join(sorted((re.escape(name) for name in _NAMES), key=len, reverse=True))
_CHANGE: Final = (
    r"(?:set|change|raise|lower|increase|decrease|reduce|update|switch|put|bring|turn|make|cap)"
)
_VALUE: Final = r"[\"'“”`]?(?P<value>[^\"“”`]+?)[\"'“”`]?"
_UNIT: Final = r"(?:\s+(?:words?|tokens?|characters?|seconds?|items?|rows?))?"
_OF: Final = rf"(?P<setting>(?:max(?:imum)? )?(?:{_NOUN})|[a-z]+(?:_[a-z]+)+)"
_END: Final = r"\s*[.!]?\s*"
_FOR: Final = r"(?:\s+(?:for|in)\s+(?:the\s+)?(?P<stage>.+?))?"
_TO: Final = rf"\s+(?:to|=|as)\s+{_VALUE}{_UNIT}"
_LIMIT: Final = r"(?:at most\s+)?(?P<value>\d+)\s+(?P<setting>words|tokens)"
_AT: Final = r"(?:\s+(?:of|for|in|on)\s+(?:the\s+)?(?P<stage>.+?))?"
_ADDRESS: Final = r"(?P<value>https?://\S+)"
_FAMILIES: Final = r"(?:gpt|claude|llama|mistral|gemini|qwen|phi)"
_METHODS: Final = "GET|POST|PUT|PATCH|DELETE"
_WAYS: Final = tuple(
    re.compile(rf"\s*(?:please\s+)?{way}{_END}", re.IGNORECASE)
    for way in (
        rf"{_CHANGE}\s+(?:the\s+)?{_OF}{_AT}(?:\s+from\s+\S+)?{_TO}",
        rf"{_CHANGE}\s+(?:the\s+)?(?P<stage>.+?)(?:['’]s)?\s+{_OF}{_TO}",
        rf"make\s+(?:the\s+)?(?P<stage>.+?)\s+(?:about\s+|only\s+|just\s+)?{_LIMIT}(?:\s+long)?",
        rf"(?:limit|shorten|cap|cut)\s+(?:the\s+)?(?P<stage>.+?)\s+to\s+{_LIMIT}",
        rf"use\s+(?:the\s+)?(?P<setting>model)\s+(?P<value>\S+){_FOR}",
        rf"use\s+(?:the\s+method\s+)?(?P<value>{_METHODS}){_FOR}",
        rf"use\s+(?P<value>{_FAMILIES}[\w.:/-]*){_FOR}",
        rf"(?:send|post|deliver|get)\s+(?:it\s+|the \w+\s+)?(?:to|from)\s+{_ADDRESS}\s+instead",
    )
)
_TUNE: Final = re.compile(
    r"\s*(?:please\s+)?make\s+(?:the\s+)?(?P<stage>.+?)\s+(?P<more>more|less)\s+"
    rf"(?:creative|varied|random|surprising){_END}",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_CREATIVE, _SOBER = "0.9", "0.2"


@dataclass(frozen=True, slots=True)
class Set:
    """Another value for a setting; `stage` are the words for the stage, if there are any."""

    names: tuple[str, ...]
    value: str
    stage: str | None = None
    said: str = ""
    """The setting in the words of the wish."""


def read_set(text: str) -> Set | None:
    """Read a wish for another value of a setting; None where a text is none."""
    tuned = _TUNE.fullmatch(text)
    if tuned:
        is_more = tuned["more"].lower() == "more"
        return Set(("temperature",), _CREATIVE if is_more else _SOBER, tuned["stage"])
    for way in _WAYS:
        found = way.fullmatch(text)
        if found:
            named = found.groupdict()
            setting = named.get("setting") or _meant(named["value"])
            words = re.sub(r"^max(?:imum)? (?!tokens)", "", setting.lower())
            names = _NAMES.get(words.replace("maximum", "max"), (words,))
            return Set(names, named["value"].strip(), named.get("stage"), words)
    return None


def _meant(value: str) -> str:
    """Give the setting that a value alone speaks of."""
    if "://" in value:
        return "url"
    return "method" if re.fullmatch(_METHODS, value) else "model"


def setting(facts: Facts, wish: Set) -> tuple[tuple[Edit, ...], str | None]:
    """Give the edits that set a value, or why it cannot be set."""
    meant = stages_meant(facts, wish.stage) if wish.stage else _holders(facts, wish.names)
    if wish.names == ("url",) and len(meant) == 1 and (edit := _address(facts, meant[0], wish)):
        return (edit,), None
    fitting = [each for each in meant if _name(facts, each, wish.names) is not None]
    if len(fitting) != 1:
        words = wish.stage or wish.names[0].replace("_", " ")
        if meant and not fitting:
            holder = f'"{meant[0]}" has no' if wish.stage else "no stage has a"
            return (), f'{holder} setting "{wish.said or wish.names[0].replace("_", " ")}"'
        return (), one_of(fitting, words)
    stage = fitting[0]
    name = _name(facts, stage, wish.names) or wish.names[0]
    node = stage_node(facts, stage)
    config = node.get("config") if node is not None else None
    if config is None:
        return (), f'"{stage}" has no config'
    fault = _out_of_bounds(facts, stage, name, wish.value)
    if fault is not None:
        return (), fault
    known = config.get(name)
    written = _written(wish.value, is_text=known is not None and known.text is not None)
    if known is None:
        return (add_member(facts.document.text, config, name, written),), None
    return (Edit(known.span, written),), None


def _address(facts: Facts, stage: str, wish: Set) -> Edit | None:
    """Give the edit of the only address that stands in a stage, wherever that is."""
    pending = [node for node in (stage_node(facts, stage),) if node is not None]
    found = []
    while pending:
        node = pending.pop()
        if node.text is not None and re.match(r"https?://", node.text):
            found.append(node)
        pending += [*node.items, *(member.value for member in node.members)]
    if len(found) != 1:
        return None
    return Edit(found[0].span, json.dumps(wish.value, ensure_ascii=False))


def _out_of_bounds(facts: Facts, stage: str, name: str, value: str) -> str | None:
    """Say which bound of a setting a number passes, None if it passes none."""
    index = facts.index_of(stage)
    component = facts.stages[index].component if index is not None else None
    known = component.input(name) if component is not None else None
    number = float(value) if _NUMBER.fullmatch(value) else None
    if known is None or number is None:
        return None
    least = max((each for each in (known.minimum, known.lowest) if each is not None), default=None)
    if least is not None and number < least:
        return f'"{name}" of "{stage}" must be at least {least:g}, not {value}'
    if known.maximum is not None and number > known.maximum:
        return f'"{name}" of "{stage}" must be at most {known.maximum:g}, not {value}'
    return None


def _holders(facts: Facts, names: tuple[str, ...]) -> list[str]:
    """Give the stages in which one of some settings is written; else those that could have it."""
    stages = [each for each in facts.stages if each.id]
    written = [each.id for each in stages if any(each.parameter(name) for name in names)]
    return [each for each in written or [each.id for each in stages] if each]


def _name(facts: Facts, stage: str, names: tuple[str, ...]) -> str | None:
    """Give the setting of a stage that is meant: one that is written, else one that it may have."""
    index = facts.index_of(stage)
    found = facts.stages[index] if index is not None else None
    if found is None:
        return None
    component = found.component
    known = [name for name in names if component is not None and component.input(name)]
    return next((name for name in names if found.parameter(name)), next(iter(known), None))


def _written(value: str, *, is_text: bool) -> str:
    return (
        value if _NUMBER.fullmatch(value) and not is_text else json.dumps(value, ensure_ascii=False)
    )
