"""Where steps read and write: what one of them says of its bucket, another one need not repeat."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Draft, Found
from flowmason_assist.assist.understand.signs.pattern import pattern
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.words import word_set

# What holds for all steps on one store, unless they say otherwise.
_SHARED: Final[Mapping[str, str]] = {"s3": "bucket", "mongodb": "database", "postgres": "database"}
_SAME: Final = pattern(r"\bsame (?P<what>key|file|path|table|collection|list|queue)\b")
_OF_SAME: Final[Mapping[str, str]] = {"file": "path", "list": "key", "queue": "key"}
# What may stand between a bucket and the object in it: "bucket notes, called today.md".
_NAMING: Final = word_set(
    """
    called key name named as object file the is it in on s3 thing under path its and at , / : ; ( )
    """
)


def share_places(slots: Slots, made: Sequence[Draft]) -> None:
    """Have steps without a bucket or database use the one that others name."""
    for component, name in _SHARED.items():
        drafts = [draft for draft in made if draft.component == component]
        named = [each for draft in drafts for each in draft.of(name)]
        if len({slots.tokens[each.index].lower for each in named}) == 1:
            for draft in drafts:
                if not draft.of(name):
                    draft.found.append(named[0])
    for at, draft in enumerate(made):
        same = _SAME.search(slots.clauses[draft.clause].of(slots.request))
        name = _OF_SAME.get(same["what"].lower(), same["what"].lower()) if same else ""
        before = [
            each
            for other in made[:at]
            if other.component == draft.component
            for each in other.of(name)
        ]
        if before and not draft.of(name):
            draft.found.append(before[-1])


def give_objects(
    slots: Slots, asked: Sequence[list[str]], found: dict[tuple[str, int], list[Found]]
) -> None:
    """Have the file that is named behind a bucket be an object in it, and none on the disk."""
    for component, clause in list(found):
        for bucket in [each for each in found[component, clause] if each.name == "bucket"]:
            index = _object_behind(slots, bucket.index)
            if component != "s3" or index is None:
                continue
            at = slots.clause_of(index)
            files = found.get(("local_file", at), [])
            held = [each for each in files if each.index == index]
            if held:
                found["local_file", at] = [each for each in files if each.index != index]
                found["s3", clause].append(replace(held[0], name="key"))
                if at != clause and not found["local_file", at]:
                    asked[at][:] = [name for name in asked[at] if name != "local_file"]


def _object_behind(slots: Slots, index: int) -> int | None:
    for at in range(index + 1, len(slots.tokens)):
        if slots.tokens[at].kind is Kind.PATH:
            return at
        if slots.tokens[at].lower not in _NAMING:
            return None
    return None
