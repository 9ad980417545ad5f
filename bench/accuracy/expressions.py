"""Expressions that never raise: Python conditions and JMESPath queries about known values."""

from collections.abc import Callable, Iterator
from typing import Any

from bench.accuracy.dice import Dice

Predicate = Callable[[Any], bool]
MAX_STEPS = 3


def condition(dice: Dice, name: str, value: object) -> str:
    """A Python expression about a variable that holds the value."""
    return dice.pick(list(_conditions(dice, name, value)))


def item_condition(dice: Dice, items: list[Any]) -> tuple[str, list[Any]]:
    """A Python expression about `item` that holds for the first item, and all it holds for."""
    expression, holds = dice.pick(list(_item_conditions(dice, items[0])))
    return expression, [item for item in items if holds(item)]


def query(dice: Dice, value: object) -> str:
    """A JMESPath expression for the value."""
    return dice.pick(["@", "type(@)", *_queries(dice, value)])


def inner_path(dice: Dice, value: dict[str, Any]) -> tuple[str, Any]:
    """A path such as `home.city` or `lines[0].sku`, and what it leads to."""
    key = dice.pick(list(value))
    path, found = key, value[key]
    for _ in range(MAX_STEPS):
        if isinstance(found, dict) and found and dice.chance(0.7):
            key = dice.pick(list(found))
            path, found = f"{path}.{key}", found[key]
        elif isinstance(found, list) and found and dice.chance(0.7):
            path, found = f"{path}[0]", found[0]
    return path, found


def _conditions(dice: Dice, name: str, value: object) -> Iterator[str]:
    match value:
        case bool():
            yield from (name, f"not {name}", f"{name} is True", f"{name} == False", f"bool({name})")
        case int() | float():
            yield from (f"{name} > {value}", f"0 <= {name} <= 100", f"{name} in [1, 2, 3]")
            yield from (f"{name} >= 3 and {name} < 100", f"abs({name}) != 0", f"{name} % 2 == 0")
            yield from (f"round({name}) > 1 or {name} < 0", f"min({name}, 5) == 5")
        case str():
            yield from (f"len({name}) > 5", f"{name}.lower() == 'gold'", f"'a' in {name}")
            yield from (
                f"{name}.strip() in ('gold', 'x')",
                f"{name}[:3] != ''",
                f"lower({name}) != ''",
            )
            yield from (f"not {name}.startswith('X')", f"len({name}.split(' ')) > 2")
        case list():
            yield from (f"len({name}) > 1", f"{name} != []", f"len({name}) == 0 or {name}[0] != 1")
            yield from (
                f"any(one == 1 for one in {name})",
                f"bool({name}) and {name}[-1] is not None",
            )
            yield from (f"sum(1 for one in {name} if one) > 1", f"sorted([len({name}), 2])[0] == 2")
        case dict():
            key = dice.pick(list(value))
            yield from (f"{name}[{key!r}] == 1", f"{name}.get({key!r}) is not None")
            yield from (
                f"{key!r} in {name}",
                f"{name}.get('none', 0) == 0",
                f"len({name}.keys()) > 2",
            )
            yield f"{name}[{key!r}] if {key!r} in {name} else False"
        case _:
            yield from (f"{name} is not None", f"bool({name})", f"str({name}) != ''")


def _item_conditions(dice: Dice, first: object) -> Iterator[tuple[str, Predicate]]:
    if not isinstance(first, dict):
        yield f"item == {first!r}", lambda item: bool(item == first)
        yield "item is not None", lambda _: True
        yield "len(str(item)) > 0", lambda _: True
        return
    key = dice.pick(list(first))
    value = first[key]
    yield f"item[{key!r}] == {value!r}", lambda item: bool(item[key] == value)
    yield f"item.get({key!r}) == {value!r}", lambda item: bool(item.get(key) == value)
    yield f"{key!r} in item and item[{key!r}] is not None", lambda item: item.get(key) is not None
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield f"item[{key!r}] >= {value}", lambda item: bool(item[key] >= value)


def _queries(dice: Dice, value: object) -> Iterator[str]:
    match value:
        case dict():
            yield from _object_queries(dice, value)
        case [dict() as row, *_]:
            yield from _table_queries(dice, row)
            yield from ("length(@)", "[0]", "[-1]", "reverse(@)", "[:2]", "{rows: @, n: length(@)}")
        case [str(), *_]:
            yield from ("join(', ', @)", "sort(@)", "[0]", "contains(@, 'x')", "max(@)")
            yield from ("map(&length(@), @)", "[?contains(@, 'e')]", "length(@)", "[::-1]")
        case list():
            yield from ("length(@)", "reverse(@)", "[:2]", "to_string(@)")
        case str():
            yield from ("length(@)", "contains(@, 'a')", "starts_with(@, 'A')", "to_array(@)")
        case _:
            yield from ("to_string(@)", "not_null(@, 'none')")


def _object_queries(dice: Dice, value: dict[str, Any]) -> Iterator[str]:
    key = dice.pick(list(value))
    quoted = f'"{key}"'
    yield from (quoted, f"@.{quoted}", f"{quoted} || 'none'", f"not_null(missing, {quoted})")
    yield from ("sort(keys(@))", "length(@)", f"{{one: {quoted}, two: missing}}", f"[{quoted}]")
    yield from (f"merge(@, {{extra: {quoted}}})", "to_string(@)", f"type({quoted})")


def _table_queries(dice: Dice, row: dict[str, Any]) -> Iterator[str]:
    column, other = dice.some(list(row), 2, 2)
    sample = row[column]
    yield from (f"[].{column}", f"[0].{column}", f"[*].[{column}, {other}]", f"map(&{column}, @)")
    yield from (f"[].{{was: {column}, n: `1`}}", f"[?{column} != null] | [0].{other}")
    yield from (f"{{first: [0].{column}, rest: [1:].{other}}}", f"not_null([0].{column}, 'none')")
    yield from (f"to_string([0].{column})", f"[].[{column}, {other}][]", "[0] | sort(keys(@))")
    match sample:
        case bool():
            yield from (f"[?{column}]", f"[?!{column}].{other}", f"length([?{column} == `true`])")
        case int() | float():
            yield from (f"sum([].{column})", f"max_by(@, &{column})", f"[?{column} > `{sample}`]")
            yield from (f"sort_by(@, &{column})[-1].{column}", f"avg([].{column})")
            yield f"[?{column} >= `0` && {column} < `1000`].{other}"
        case str():
            yield from (f"join(', ', [].{column})", f"[?{column} == '{sample}'] | [0]")
            yield from (f"sort_by(@, &{column})[].{other}", f"[?contains({column}, 'e')]")
