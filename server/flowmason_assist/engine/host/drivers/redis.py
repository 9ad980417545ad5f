"""The `redis` of a dry run: a store in memory, empty but for what the caller put there."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from types import ModuleType
from typing import TypeVar

from flowmason_assist.engine.host.drivers.world import World, contents
from flowmason_assist.engine.host.trace import caller
from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.sample import sample_from_schema

NEVER, MISSING = -1, -2
Members = set[str]
Value = str | list[str] | dict[str, str] | Members
Kind = TypeVar("Kind", str, list[str], dict[str, str], Members)


def modules(world: World) -> Mapping[str, ModuleType]:
    """Modules to import in the place of the driver's."""

    def connect(**_settings: object) -> Redis:
        world.note('the store of "redis" is made up')
        return Redis(world.store("redis", lambda: _initial(world.found.get("redis"))))

    package, module = ModuleType("redis"), ModuleType("redis.asyncio")
    vars(module).update(Redis=connect)
    vars(package).update(asyncio=module, __path__=[])
    return {"redis": package, "redis.asyncio": module}


class Redis:
    """The part of the client that the connector uses; times to live are not counted down."""

    def __init__(self, values: dict[str, Value]) -> None:
        self._values = values

    async def get(self, key: str) -> str | None:
        """Value of a key; where the pipeline reads into it, it is made up if it is missing."""
        if key not in self._values:
            wanted = caller().wanted.get("value", {})
            is_structure = wanted.get("type") in ("object", "array")
            return json.dumps(sample_from_schema(wanted, key)) if is_structure else None
        return self._of(key, "")

    async def set(self, key: str, value: str) -> bool:
        """Keep a value."""
        self._values[key] = value
        return True

    async def setex(self, key: str, _seconds: int, value: str) -> bool:
        """Keep a value; it never expires during a run."""
        return await self.set(key, value)

    async def delete(self, *keys: str) -> int:
        """Forget keys, and count those that there were."""
        return sum(self._values.pop(key, None) is not None for key in keys)

    async def exists(self, *keys: str) -> int:
        """Count the keys that there are."""
        return sum(key in self._values for key in keys)

    async def keys(self, pattern: str) -> list[str]:
        """Keys that match a pattern."""
        return [key for key in self._values if fnmatchcase(key, pattern)]

    async def expire(self, key: str, _seconds: int) -> bool:
        """Tell whether the key could be given a time to live."""
        return key in self._values

    async def ttl(self, key: str) -> int:
        """Seconds to live."""
        return NEVER if key in self._values else MISSING

    async def incrby(self, key: str, amount: int) -> int:
        """Add to a number."""
        try:
            number = int(self._of(key, "0")) + amount
        except ValueError:
            raise ValueError("value is not an integer or out of range") from None
        self._values[key] = str(number)
        return number

    async def decrby(self, key: str, amount: int) -> int:
        """Subtract from a number."""
        return await self.incrby(key, -amount)

    async def lpush(self, key: str, *values: str) -> int:
        """Put values, one by one, before the beginning of a list."""
        return self._put(key, [*reversed(values), *self._of(key, [])])

    async def rpush(self, key: str, *values: str) -> int:
        """Put values behind the end of a list."""
        return self._put(key, [*self._of(key, []), *values])

    async def lpop(self, key: str) -> str | None:
        """Take the first value of a list."""
        return self._take(key, 0)

    async def rpop(self, key: str) -> str | None:
        """Take the last value of a list."""
        return self._take(key, -1)

    async def lrange(self, key: str, start: int, stop: int) -> list[str]:
        """Give values of a list, both ends included."""
        values = self._of(key, list[str]())
        return values[start:] if stop == -1 else values[start : stop + 1]

    async def hget(self, key: str, field: str) -> str | None:
        """Value of a field."""
        return self._of(key, dict[str, str]()).get(field)

    async def hset(
        self,
        key: str,
        field: str | None = None,
        value: str = "",
        mapping: Mapping[str, str] | None = None,
    ) -> int:
        """Keep fields, and count the new ones."""
        fields = self._of(key, dict[str, str]())
        given = {**(mapping or {}), **({} if field is None else {field: value})}
        new = sum(name not in fields for name in given)
        self._values[key] = {**fields, **given}
        return new

    async def hgetall(self, key: str) -> dict[str, str]:
        """All fields."""
        return self._of(key, dict[str, str]())

    async def hdel(self, key: str, *fields: str) -> int:
        """Forget fields, and count those that there were."""
        return sum(self._of(key, dict[str, str]()).pop(field, None) is not None for field in fields)

    async def sadd(self, key: str, *values: str) -> int:
        """Add members to a set, and count the new ones."""
        members = self._of(key, Members())
        self._values[key] = members.union(values)
        return len(members.union(values)) - len(members)

    async def smembers(self, key: str) -> Members:
        """All members of a set."""
        return self._of(key, Members())

    async def sismember(self, key: str, value: str) -> bool:
        """Tell whether a set has a member."""
        return value in self._of(key, Members())

    async def close(self) -> None:
        """End the connection."""

    def _of(self, key: str, default: Kind) -> Kind:
        """Value of a key, which must be of the default's type."""
        value = self._values.get(key, default)
        if type(value) is not type(default):
            raise TypeError("WRONGTYPE Operation against a key holding the wrong kind of value")
        return value

    def _put(self, key: str, values: list[str]) -> int:
        self._values[key] = values
        return len(values)

    def _take(self, key: str, position: int) -> str | None:
        values = self._of(key, list[str]())
        return values.pop(position) if values else None


def _initial(found: Json) -> dict[str, Value]:
    return {key: _stored(value) for key, value in contents(found).items()}


def _stored(value: Json) -> Value:
    match value:
        case str():
            return value
        case list():
            return [_text(part) for part in value]
        case dict():
            return {key: _text(part) for key, part in value.items()}
        case _:
            return json.dumps(value)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
