"""What a command is about: a file, a place in it, and what the user said."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.convert import path_of
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.routing.route import Tier

if TYPE_CHECKING:
    from flowmason_assist.assist.explain.draw import Diagram

_DIAGRAMS: "tuple[Diagram, ...]" = ("mermaid", "svg")
_TIERS = (Tier.EMBEDDED, Tier.PRIVATE, Tier.CLOUD)
_FAILED = -32803  # RequestFailed: understood, but it could not be done.


@dataclass(frozen=True, slots=True)
class Subject:
    """
    The one argument of every command, `{"uri", "range", "text"}`; any of them may be absent.

    `tier` is where the answer must come from, as far as the rules allow it; `diagram` is the form
    of a picture that is wanted instead of words.
    """

    uri: str | None
    offset: int | None
    text: str
    snapshot: Snapshot | None
    diagram: "Diagram | None" = None
    tier: Tier | None = None

    @property
    def file(self) -> Snapshot:
        """Give the file; raises the protocol's error where there is none."""
        if self.snapshot is None:
            raise JsonRpcInvalidParams('the command needs an object with the "uri" of a pipeline')
        return self.snapshot

    @property
    def stage(self) -> str | None:
        """Give the id of the stage that the place is in."""
        if self.snapshot is None or self.offset is None:
            return None
        facts = self.snapshot.facts
        for index, placed in enumerate(facts.pipeline.stages):
            if placed.start <= self.offset < placed.start + len(placed.stage.text):
                return facts.stages[index].id
        return None


def subject_of(ls: FlowMasonServer, given: tuple[Any, ...]) -> Subject:
    """Read what a client sent with a command."""
    match given:
        case ():
            return Subject(None, None, "", None)
        case (dict() as fields, *_):
            pass
        case _:
            raise JsonRpcInvalidParams('the command needs an object like {"uri": "file:///…"}')
    uri, text = fields.get("uri"), fields.get("text")
    snapshot = _snapshot(ls, uri) if isinstance(uri, str) else None
    return Subject(
        uri if isinstance(uri, str) else None,
        _offset(ls, snapshot, fields.get("range")),
        text if isinstance(text, str) else "",
        snapshot,
        next((each for each in _DIAGRAMS if each == fields.get("diagram")), None),
        next((each for each in _TIERS if each == fields.get("tier")), None),
    )


def failed(reason: str) -> JsonRpcException:
    """Give the error for a command that was understood but could not be done."""
    return JsonRpcException(reason, _FAILED)


def _snapshot(ls: FlowMasonServer, uri: str) -> Snapshot | None:
    snapshot = ls.session.snapshot(uri)
    path = path_of(uri)
    if snapshot is None and _is_pipeline(path):
        snapshot = ls.session.read(path)
    if snapshot is None:
        raise JsonRpcInvalidParams(f'"{uri}" is neither open nor a pipeline on the disk')
    return snapshot


def _offset(ls: FlowMasonServer, snapshot: Snapshot | None, place: object) -> int | None:
    match place:
        case {"start": {"line": int(line), "character": int(character)}} if snapshot is not None:
            return ls.session.convert.offset(snapshot.lines, lsp.Position(line, character))
    return None


def _is_pipeline(path: Path) -> bool:
    return path.is_absolute() and path.name.endswith(".pipeline.json")
