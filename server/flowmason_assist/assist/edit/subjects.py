"""Which stages of a file some words mean: their ids, or what they do."""

import re
from collections.abc import Mapping
from typing import Final

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.assist.edit.wish import known_stage
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node

_PLACES: Final = {"first": 0, "first one": 0, "last": -1, "last one": -1}
_SHORTEST: Final = 4
_SENDS: Final = re.compile(r"\b(?:post|send|deliver|writ|sav|stor|push|upload|put)", re.IGNORECASE)
_FETCHES: Final = re.compile(r"\b(?:fetch|get|read|load|download|pull)", re.IGNORECASE)
_SENDING: Final = frozenset({"POST", "PUT", "PATCH", "write", "append", "insert", "upload", "set"})
_NOUNS: Final[Mapping[str, str]] = {
    r"summar|digest|abstract": "summarizer",
    r"translat": "translator",
    r"rewrit|rephras": "rewriter",
    r"analy[sz]|sentiment|mood|classif": "analyzer",
    r"critic|critiq|judg|review": "critic",
    r"improv|revis": "improver",
    r"select|pick|choice": "selector",
    r"combin|merg": "combiner",
    r"generat|writ|draft|prompt|repl": "generator",
    r"request|fetch|call|api|\bpost|send|download": "http_request",
    r"deliver|webhook|send": "output_router",
    r"\blog(?:s|ging|ger)?\b": "logger",
    r"filter|keep": "filter",
    r"aggregat|\bsum\b|count|total|average": "aggregate",
    r"validat|check": "schema_validate",
    r"\bfile\b|sav(?:e|ing)|reads?\b|\bwrit(?:e|ing)\b": "local_file",
    r"loop|each": "foreach",
    r"condition|decision|branch": "conditional",
    r"rout": "router",
    r"embed": "embedder",
    r"sort|table": "pandas",
    r"join": "join",
    r"redis|cach": "redis",
    r"mongo": "mongodb",
    r"postgres|database|insert": "postgres",
    r"\bs3\b|bucket|upload": "s3",
}


def stages_meant(facts: Facts, words: str) -> list[str]:
    """Give the stages that words mean: one by its id, else all whose component they speak of."""
    ids = [each.id for each in facts.stages if each.id]
    named = known_stage(words, ids) or _begun(words, ids)
    if named is not None:
        return [named]
    if ids and (placed := _PLACES.get(words.strip().lower())) is not None:
        return [ids[placed]]
    meant = [name for noun, name in _NOUNS.items() if re.search(noun, words, re.IGNORECASE)]
    found = [
        each
        for each in facts.stages
        if each.id and each.component is not None and each.component.name in meant
    ]
    sends = _SENDS.search(words) is not None
    if len(found) > 1 and sends != (_FETCHES.search(words) is not None):
        found = [each for each in found if _is_sending(each) is sends] or found
    return [each.id for each in found if each.id]


def _is_sending(stage: StageFacts) -> bool:
    """Whether a stage gives something away, rather than getting it."""
    said = {
        held.member.value.text
        for name in ("method", "operation")
        if (held := stage.parameter(name)) is not None
    }
    named = stage.component.name if stage.component is not None else ""
    return bool(said & _SENDING) or named in {"output_router", "error_router"}


def _begun(words: str, ids: list[str]) -> str | None:
    """Give the only id that the words begin with, as "sending" with "send"."""
    wanted = words.lower().removeprefix("the ")
    found = [each for each in ids if len(each) >= _SHORTEST and wanted.startswith(each.lower())]
    return found[0] if len(found) == 1 else None


def stage_node(facts: Facts, stage: str) -> Node | None:
    """Give the object of a stage in the file; places count from its start."""
    stages = parse(facts.document.text).root.get("stages")
    items = stages.items if stages is not None else ()
    return next((item for item in items if _id(item) == stage), None)


def _id(item: Node) -> str | None:
    held = item.get("id")
    return held.text if held is not None else None
