"""A new name for a stage, an input or a loop variable, wherever it is used."""

from dataclasses import dataclass

from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.names import Name, NameKind, name_at, occurrences, place_of
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Renamable:
    """A name that can be changed, where it stands, and what it is called now."""

    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a name cannot be changed like that."""

    reason: str


def renamable(snapshot: Snapshot, offset: int) -> Renamable | None:
    """Give the name at a place if it can be changed; component names cannot."""
    cursor = locate(snapshot, offset)
    name = name_at(cursor)
    if name is None or name.kind is NameKind.COMPONENT:
        return None
    span = place_of(snapshot, cursor, name)
    return Renamable(name, span) if span is not None else None


def rename(snapshot: Snapshot, target: Renamable, new_name: str) -> list[Edit] | Refusal:
    """Give the edits that change a name everywhere in the file, or say why not."""
    refusal = _refusal(snapshot, target.name, new_name)
    if refusal is not None:
        return refusal
    written = encode(new_name)
    return [Edit(each.span, written) for each in occurrences(snapshot, target.name)]


def _refusal(snapshot: Snapshot, name: Name, new_name: str) -> Refusal | None:
    if not new_name.strip():
        return Refusal("a name cannot be empty")
    if any(each in new_name for each in ".{}") or new_name != new_name.strip():
        return Refusal(
            f'templates cannot read "{new_name}": leave out dots, braces and outer blanks'
        )
    if new_name == name.text:
        return None
    taken = {
        NameKind.STAGE: snapshot.facts.flow.stages,
        NameKind.INPUT: snapshot.facts.inputs.fields,
    }.get(name.kind, {})
    if new_name in taken:
        return Refusal(f'there is already "{new_name}"')
    return None
