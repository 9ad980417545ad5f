"""The `aioboto3` of a dry run: buckets in memory that have every key."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any
from urllib.parse import quote

from flowmason_assist.engine.host.drivers.world import World, contents

MODIFIED = "2024-01-31 12:00:00+00:00"


def modules(world: World) -> Mapping[str, ModuleType]:
    """Modules to import in the place of the driver's."""

    def connect(**_settings: object) -> Session:
        world.note('the storage of "s3" is made up')
        return Session(world)

    module = ModuleType("aioboto3")
    vars(module).update(Session=connect)
    return {"aioboto3": module}


class Session:
    """Credentials, all of them good."""

    def __init__(self, world: World) -> None:
        self._world = world

    @asynccontextmanager
    async def client(self, _service: str) -> AsyncIterator["Client"]:
        """Give a client for the storage."""
        given = {
            ("", key): _bytes(value) for key, value in contents(self._world.found.get("s3")).items()
        }
        yield Client(self._world.store("s3", lambda: given))


class Body:
    """Content on its way."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def read(self) -> bytes:
        """All of it."""
        return self._content


class Client:
    """The part of the client that the connector uses."""

    def __init__(self, objects: dict[tuple[str, str], bytes]) -> None:
        self._objects = objects

    async def put_object(self, **request: object) -> dict[str, object]:
        """Keep a content for the rest of the run."""
        content = _bytes(request["Body"])
        self._objects[str(request["Bucket"]), str(request["Key"])] = content
        return {"ETag": _tag(content)}

    async def get_object(self, **request: str) -> dict[str, object]:
        """Content of a key, made up if nobody put it there."""
        content = self._content(request["Bucket"], request["Key"])
        return {**_head(content), "Body": Body(content)}

    async def head_object(self, **request: str) -> dict[str, object]:
        """What is known of a content."""
        return _head(self._content(request["Bucket"], request["Key"]))

    async def list_objects_v2(self, **request: object) -> dict[str, object]:
        """Keys of a bucket; there is one even if nobody put it there."""
        bucket, prefix = str(request["Bucket"]), str(request.get("Prefix", ""))
        known = [key for place, key in self._objects if place in ("", bucket)]
        keys = [key for key in known if key.startswith(prefix)] or [f"{prefix}sample.txt"]
        return {"Contents": [self._listed(bucket, key) for key in keys], "IsTruncated": False}

    async def delete_object(self, **request: str) -> dict[str, object]:
        """Forget a content."""
        self._objects.pop((request["Bucket"], request["Key"]), None)
        return {}

    async def delete_objects(self, **request: Any) -> dict[str, object]:  # noqa: ANN401 - as boto.
        """Forget contents."""
        entries = request["Delete"]["Objects"]
        for entry in entries:
            self._objects.pop((request["Bucket"], entry["Key"]), None)
        return {"Deleted": entries}

    async def copy_object(self, **request: Any) -> dict[str, object]:  # noqa: ANN401 - as boto.
        """Keep a content under a second key."""
        source = request["CopySource"]
        content = self._content(source["Bucket"], source["Key"])
        self._objects[request["Bucket"], request["Key"]] = content
        return {"CopyObjectResult": {"ETag": _tag(content)}}

    async def generate_presigned_url(self, **request: Any) -> str:  # noqa: ANN401 - as boto.
        """Address of a key."""
        place = request["Params"]
        path = f"{quote(place['Bucket'])}/{quote(place['Key'])}"
        query = f"method={request['ClientMethod']}&expires={request['ExpiresIn']}"
        return f"https://s3.example.com/{path}?{query}"

    def _content(self, bucket: str, key: str) -> bytes:
        given = self._objects.get((bucket, key), self._objects.get(("", key)))
        return _bytes(f"sample content of {key}") if given is None else given

    def _listed(self, bucket: str, key: str) -> dict[str, object]:
        content = self._content(bucket, key)
        return {"Key": key, "Size": len(content), "LastModified": MODIFIED, "ETag": _tag(content)}


def _head(content: bytes) -> dict[str, object]:
    return {
        "ContentLength": len(content),
        "ContentType": "text/plain",
        "ETag": _tag(content),
        "LastModified": MODIFIED,
        "Metadata": {},
    }


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode()


def _tag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
