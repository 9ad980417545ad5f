"""Where steps read and write: what one of them says of its bucket, another one need not repeat."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Draft, Found
from flowmason_assist.assist.understand.outline.shapes import fits
from flowmason_assist.assist.understand.signs.pattern import pattern
from flowmason_assist.assist.understand.tokens import NAMES, Kind
from flowmason_assist.assist.understand.verbs import is_verb
from flowmason_assist.assist.understand.words import word_set

# What holds for all steps on one store, unless they say otherwise.
_SHARED: Final[Mapping[str, str]] = {"s3": "bucket", "mongodb": "database", "postgres": "database"}
_SAME: Final = pattern(r"\bsame (?P<what>key|file|path|table|collection|list|queue)\b")
_OF_SAME: Final[Mapping[str, str]] = {"file": "path", "list": "key", "queue": "key"}
_KEYWORDS: Final[Mapping[str, str]] = {
    "database": "database",
    "db": "database",
    "collection": "collection",
    "coll": "collection",
    "table": "table",
    "bucket": "bucket",
}
_CALLED: Final = frozenset({"called", "named", "=", ":", "is"})
_SYSTEMS: Final = word_set("postgres postgresql mongo mongodb sql redis same whole")
_NEAR: Final = 2
# What may stand between a bucket and the object in it: "bucket notes, called today.md".
_NAMING: Final = word_set(
    """
    called key name named as object file the is it in on s3 thing under path its and at , / : ; ( )
    """
)


def give_places(slots: Slots, made: Sequence[Draft]) -> None:
    """Give steps the database, table, collection or bucket that stands beside its keyword."""
    for index, token in enumerate(slots.tokens):
        name = _KEYWORDS.get(token.lower)
        at = _named_by(slots, index) if name else None
        if name is None or at is None:
            continue
        clause = slots.clause_of(at)
        holders = [draft for draft in made if any(each.index == at for each in draft.of(name))]
        near = [
            draft
            for draft in made
            if name in vocabulary()[draft.component].settings
            and draft.component in _SHARED
            and not draft.of(name)
            and abs(draft.clause - clause) <= _NEAR
            and not (draft.component == "postgres" and name == "table" and draft.of("sql"))
        ]
        if near and not any(map(_has_place, holders)):
            owner = min(near, key=lambda draft: (not _has_place(draft), abs(draft.clause - clause)))
            for draft in (owner, *holders):
                draft.found = [each for each in draft.found if each.index != at]
            owner.found.append(
                Found(f"<{slots.tokens[at].kind}{slots.tokens[at].number}>", at, name)
            )


def _has_place(draft: Draft) -> bool:
    """Whether a step knows where it reads or writes: of a database alone it does not."""
    return any(draft.of(name) for name in ("table", "sql", "collection", "key", "bucket"))


def _named_by(slots: Slots, index: int) -> int | None:
    """The name that a keyword is about: "database shop", "the shop database"."""
    tokens = slots.tokens
    at = index + 1
    while at < len(tokens) and tokens[at].lower in _CALLED:
        at += 1
    if at < len(tokens) and fits(f"s3.{_KEYWORDS[tokens[index].lower]}", tokens[at]):
        is_name = tokens[at].is_slot and not is_verb(tokens[at].lower)
        if is_name and (at == index + 1 or tokens[index + 1].lower in _CALLED):
            return at
    before = index - 1
    is_article = before > 0 and tokens[before - 1].lower in {"the", "our", "my"}
    is_name = is_article and tokens[before].is_slot and tokens[before].kind in NAMES
    is_database = _KEYWORDS[tokens[index].lower] == "database"
    return before if is_name and is_database and tokens[before].lower not in _SYSTEMS else None


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
        same = _SAME.search(slots.words(draft.clause))
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
