"""The `asyncpg` of a dry run: every query is accepted and answered with made-up rows."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import ModuleType

from flowmason_assist.engine.host.drivers.world import World, records
from flowmason_assist.engine.host.fitting import fitting
from flowmason_assist.engine.host.trace import caller
from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.sample import sample_from_schema

SELECTED = re.compile(r"\s*select\s+(?:distinct\s+)?(.*?)\sfrom\b", re.IGNORECASE | re.DOTALL)
PARAMETER = re.compile(r"\$(\d+)")
COMMAND = re.compile(r"\s*(\w+)")
ALIAS = re.compile(r"([\w*]+)\W*$")
NUMBERS = re.compile(r"^(?:id|.*_id|count|total|sum|num.*|amount|quantity)$", re.IGNORECASE)
MAX_SQL = 100_000


def modules(world: World) -> Mapping[str, ModuleType]:
    """Modules to import in the place of the driver's."""

    async def connect(*_address: object, **_settings: object) -> Connection:
        world.note('the database of "postgres" is made up')
        return Connection(world)

    module = ModuleType("asyncpg")
    vars(module).update(connect=connect)
    return {"asyncpg": module}


class Connection:
    """A connection to a database that has every table."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def fetch(self, sql: str, *parameters: object) -> list[dict[str, Json]]:
        """Rows of a query."""
        _check_parameters(sql, parameters)
        given = records(self._world.found.get("postgres"))
        if given is not None:
            return given
        rows = fitting([_row(sql)], caller().wanted.get("rows", {}))
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    async def execute(self, sql: str, *parameters: object) -> str:
        """Status that the database gives for a command."""
        _check_parameters(sql, parameters)
        found = COMMAND.match(sql)
        command = found.group(1).upper() if found else ""
        return f"{command} 0 1" if command == "INSERT" else f"{command} 1"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """A transaction that always succeeds."""
        yield

    async def close(self) -> None:
        """End the connection."""


def _check_parameters(sql: str, parameters: tuple[object, ...]) -> None:
    expected = max((int(number) for number in PARAMETER.findall(sql)), default=0)
    if expected != len(parameters):
        raise ValueError(
            f"the server expects {expected} arguments for this query, {len(parameters)} were passed"
        )


def _row(sql: str) -> dict[str, Json]:
    found = SELECTED.match(sql[:MAX_SQL])
    names = [_name(column) for column in _columns(found.group(1))] if found else ["*"]
    columns = dict.fromkeys(name for name in names if name != "*")
    return {name: _value(name) for name in (columns or ("id", "name"))}


def _columns(selected: str) -> list[str]:
    """Split at the commas that stand in no parenthesis."""
    columns, depth = [""], 0
    for letter in selected:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            columns.append("")
        else:
            columns[-1] += letter
    return columns


def _name(column: str) -> str:
    found = ALIAS.search(column)
    return found.group(1) if found else "*"


def _value(name: str) -> Json:
    return 1 if NUMBERS.match(name) else sample_from_schema({}, name)
