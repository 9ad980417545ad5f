"""Names in a request that are inputs: "append memo_text to memos.txt", "body = order"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from flowmason_assist.assist.plan.material import MAIN
from flowmason_assist.assist.plan.vocabulary import Kind as Value
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Found
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.words import word_set

_NAME: Final = re.compile(
    r"(?!\w+(?:url|uri|link|path|href)$)(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+)",
)
_KEY: Final = re.compile(r"[\w-]+(?::[\w{}*-]+)+")
# What stands before the names of fields, tables, variables and the like.
_OTHERS: Final = word_set(
    """
    field fields column columns key keys table tables collection database bucket by per on of named
    called name variable where whose with has and , attribute env
    """
)


def give_inputs(
    slots: Slots, asked: Sequence[list[str]], found: dict[tuple[str, int], list[Found]]
) -> None:
    """Have names that nobody has taken be what the steps of their clause work on."""
    _free_keys(slots, found)
    taken = {each.index for literals in found.values() for each in literals}
    compared = {index for read in slots.comparisons for index in read.key}
    for index, token in enumerate(slots.tokens):
        if not token.is_slot or token.kind is not Kind.IDENTIFIER or index in taken | compared:
            continue
        before = slots.tokens[index - 1].lower if index else ""
        if not _NAME.fullmatch(token.text) or before in _OTHERS or _is_field(slots, index):
            continue
        clause = slots.clause_of(index)
        for name in asked[clause]:
            has_address = any(each.name == "url" for each in found.get((name, clause), []))
            if _works_on_input(name) and (name != "http_request" or has_address):
                literal = Found(f"<{token.kind}{token.number}>", index, "input")
                found.setdefault((name, clause), []).append(literal)


def _works_on_input(component: str) -> bool:
    main = MAIN.get(component, "about")
    setting = vocabulary()[component].settings.get(main)
    return setting is not None and setting.takes(Value.REFERENCE)


def _is_field(slots: Slots, index: int) -> bool:
    """Whether a name is a step of a path, as in "order.total_net"."""
    span = slots.tokens[index].span
    around = slots.request[max(span.start - 1, 0) : span.end + 1]
    return "." in around.rstrip(". ")


def _free_keys(slots: Slots, found: Mapping[tuple[str, int], list[Found]]) -> None:
    """Have but one key where one looks like one: "float_amount under till:float"."""
    for (component, _), literals in found.items():
        keys = [each for each in literals if component == "redis" and each.name == "key"]
        plain = [each for each in keys if _NAME.fullmatch(slots.tokens[each.index].text)]
        if plain and any(_KEY.fullmatch(slots.tokens[each.index].text) for each in keys):
            literals[:] = [each for each in literals if each not in plain]
