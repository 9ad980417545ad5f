"""
Texts for the cloud without what gives a project away, and answers with it put back.

Addresses, names of stages, prompts and quoted texts become typed placeholders; structure stays,
since that is what a model needs to help. The same text becomes the same placeholder, so that
references still agree.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flowmason_assist.llm.api import Message, Request

_URL = r"(?:https?|wss?|s3|ftp|file)://[^\s\"'<>\\{}]+"
_EMAIL = r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+"
_PATH = r"(?<![\w/.:])(?:[A-Za-z]:)?[\\/](?:[\w.-]+[\\/])+[\w.-]+"
_UUID = r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"
_HASH = r"\b[0-9a-fA-F]{24,128}\b"
_HOST = r"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5})?\b"
_FREE = re.compile(
    f"(?P<URL>{_URL})|(?P<EMAIL>{_EMAIL})|(?P<PATH>{_PATH})|(?P<UUID>{_UUID})|(?P<HASH>{_HASH})"
    f"|(?P<HOST>{_HOST})"
)
_MEMBER = re.compile(
    r'"(?P<key>id|name|pipeline_id|description|prompt|system_prompt|user_prompt|message|subject|to'
    r'|from|table|bucket|collection|database|topic|query)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"'
)
_TEMPLATE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_KINDS = {"id": "STAGE", "name": "NAME", "pipeline_id": "NAME"}
_NAMES = ("STAGE", "NAME")
_SHORTEST_NAME = 3
_SHORTEST_TEXT = 8
_QUOTED = re.compile(r'"(?P<value>[^"\n]*?)(?P<cut>\s?…)?"')
_PLACEHOLDER = re.compile(r"\bFM_[A-Z]+_\d+\b")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A text and the placeholder that was sent instead."""

    placeholder: str
    original: str


@dataclass(slots=True)
class Redaction:
    """
    The placeholders of one conversation.

    `own` are the pipelines that it is about: what they say is also found where it is told in
    other words than JSON. `replacements` are in the order of their making; an original has one
    placeholder.
    """

    own: tuple[str, ...] = ()
    replacements: list[Replacement] = field(default_factory=list)
    _by_original: dict[str, str] = field(default_factory=dict)
    _escaped: set[str] = field(default_factory=set)

    def redact(self, request: Request) -> Request:
        """Give a request for the cloud; its instructions are ours and stay as they are."""
        contents = [each.content for each in request.messages if each.role != "system"]
        for text in (*self.own, *contents):
            self._learn_names(text)
        messages = tuple(
            message
            if message.role == "system"
            else Message(message.role, self.redact_text(message.content))
            for message in request.messages
        )
        return replace(request, messages=messages, raw=None, grammar=None)

    def redact_text(self, text: str) -> str:
        """Give a text with placeholders."""
        text = _MEMBER.sub(self._member, text)
        text = self._told_in(text)
        text = _FREE.sub(lambda match: self._placeholder(str(match.lastgroup), match[0]), text)
        return self._names_in(text)

    def replaced_in(self, body: str) -> tuple[Replacement, ...]:
        """Give the replacements that some bytes hold."""
        found = set(_PLACEHOLDER.findall(body))
        return tuple(each for each in self.replacements if each.placeholder in found)

    def restore(self, text: str) -> str:
        """Give a text with the originals back in place."""
        if _is_json(text):  # Quotes and line ends of an original must not end its texts.
            originals = {each.placeholder: self._in_json(each) for each in self.replacements}
        else:
            originals = {each.placeholder: each.original for each in self.replacements}
        return _PLACEHOLDER.sub(lambda match: originals.get(match[0], match[0]), text)

    def _learn_names(self, text: str) -> None:
        for match in _MEMBER.finditer(text):
            if match["key"] in _KINDS and len(match["value"]) >= _SHORTEST_NAME:
                self._placeholder(_KINDS[match["key"]], match["value"])

    def _told_in(self, text: str) -> str:
        """Replace what the pipelines say where it is quoted, also cut short, or told as it is."""
        told = [each for own in self.own for each in _texts_of(own)]
        if not told:
            return text

        def quoted(match: re.Match[str]) -> str:
            value = match["value"]
            is_told = len(value) >= _SHORTEST_TEXT and any(value in each for each in told)
            if not is_told or _PLACEHOLDER.search(value):
                return match[0]
            pieces = "".join(self._piece("TEXT", piece) for piece in _split(value))
            return f'"{pieces}{match["cut"] or ""}"'

        text = _QUOTED.sub(quoted, text)
        for each in sorted(set(told), key=len, reverse=True):
            for piece in _split(each):
                if len(piece) >= _SHORTEST_TEXT and " " in piece.strip() and piece in text:
                    text = text.replace(piece, self._placeholder("TEXT", piece))
        return text

    def _piece(self, kind: str, piece: str) -> str:
        """Give the placeholder of a piece of a text; templates are structure and stay."""
        if _TEMPLATE.fullmatch(piece) or not piece.strip():
            return piece
        return self._placeholder(kind, piece)

    def _in_json(self, replacement: Replacement) -> str:
        """Give an original as it stands inside of a text in JSON."""
        if replacement.placeholder in self._escaped:
            return replacement.original
        return json.dumps(replacement.original, ensure_ascii=False)[1:-1]

    def _member(self, match: re.Match[str]) -> str:
        """Replace the value of a member, but for templates, which are structure."""
        value = match["value"]
        if len(value) < _SHORTEST_NAME or _PLACEHOLDER.fullmatch(value):
            return match[0]
        kind = _KINDS.get(match["key"], "TEXT")
        pieces = [self._piece(kind, piece) for piece in _split(value)]
        self._escaped.update(_PLACEHOLDER.findall("".join(pieces)))
        start = match.start("value") - match.start()
        return match[0][:start] + "".join(pieces) + '"'

    def _names_in(self, text: str) -> str:
        """Replace the names of stages and pipelines wherever they stand as whole words."""
        names = [
            each.original
            for each in self.replacements
            if each.placeholder.split("_")[1] in _NAMES and each.original not in _COMMON
        ]
        if not names:
            return text
        ordered = sorted(names, key=len, reverse=True)
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])")
        return pattern.sub(lambda match: self._by_original[match[0]], text)

    def _placeholder(self, kind: str, original: str) -> str:
        known = self._by_original.get(original)
        if known is not None:
            return known
        number = sum(each.placeholder.split("_")[1] == kind for each in self.replacements) + 1
        placeholder = f"FM_{kind}_{number}"
        self._by_original[original] = placeholder
        self.replacements.append(Replacement(placeholder, original))
        return placeholder


def _split(text: str) -> list[str]:
    """Give templates and what stands between them."""
    return re.split(r"(\{\{.*?\}\})", text)


def _texts_of(pipeline: str) -> Iterator[str]:
    """Give what the members say that hold texts, as it means."""
    for match in _MEMBER.finditer(pipeline):
        try:
            yield str(json.loads(f'"{match["value"]}"', strict=False))
        except ValueError:
            yield match["value"]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


# Names that are words of the format: replacing them everywhere would break the structure.
_COMMON = frozenset(
    {
        "input",
        "output",
        "result",
        "config",
        "stages",
        "stage",
        "upstream",
        "context",
        "type",
        "name",
    }
)
