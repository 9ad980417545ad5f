"""The `motor` of a dry run: collections of made-up documents, kept in memory."""

from collections.abc import Iterator, Mapping
from types import ModuleType, SimpleNamespace
from typing import Self

from flowmason_assist.engine.host.drivers.world import World, records
from flowmason_assist.engine.host.fitting import completed
from flowmason_assist.engine.host.trace import caller
from flowmason_assist.engine.json_value import Json

SCHEMES = ("mongodb://", "mongodb+srv://")
Document = dict[str, Json]


def modules(world: World) -> Mapping[str, ModuleType]:
    """Modules to import in the place of the driver's."""

    def connect(address: str) -> Client:
        if not address.startswith(SCHEMES):
            raise ValueError(f"Invalid URI scheme: URI must begin with {' or '.join(SCHEMES)}")
        world.note('the database of "mongodb" is made up')
        return Client(world)

    package, module = ModuleType("motor"), ModuleType("motor.motor_asyncio")
    vars(module).update(AsyncIOMotorClient=connect)
    vars(package).update(motor_asyncio=module, __path__=[])
    return {"motor": package, "motor.motor_asyncio": module}


class Client:
    """A server that has every database."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __getitem__(self, database: str) -> "Database":
        return Database(self._world, database)

    def close(self) -> None:
        """End the connection."""


class Database:
    """A database that has every collection."""

    def __init__(self, world: World, name: str) -> None:
        self._world = world
        self._name = name

    def __getitem__(self, name: str) -> "Collection":
        given = records(self._world.found.get("mongodb"))
        key = ("mongodb", self._name, name)
        return Collection(self._world.store(key, lambda: _made_up() if given is None else given))


class AsyncIOMotorCursor:
    """Documents on their way; it has no `projection`, as the real one has none."""

    def __init__(self, documents: list[Document]) -> None:
        self._documents = documents

    def sort(self, *_order: object) -> Self:
        """Accept an order, which made-up documents do not have."""
        return self

    def skip(self, count: int) -> Self:
        """Leave out the first documents."""
        self._documents = self._documents[count:]
        return self

    def limit(self, count: int) -> Self:
        """Keep the first documents only."""
        self._documents = self._documents[:count]
        return self

    async def to_list(self, length: int | None = None) -> list[Document]:
        """Documents, as many as wanted."""
        return [dict(document) for document in self._documents[:length]]


class Collection:
    """Documents that match every filter."""

    def __init__(self, documents: list[Document]) -> None:
        self._documents = documents

    def find(self, *_filter: object) -> AsyncIOMotorCursor:
        """Give all documents."""
        return AsyncIOMotorCursor(self._documents)

    def aggregate(self, _pipeline: object) -> AsyncIOMotorCursor:
        """Give all documents, for what stages of a pipeline make of them is not known."""
        return AsyncIOMotorCursor(self._documents)

    async def find_one(self, *_filter: object) -> Document | None:
        """First document."""
        return dict(self._documents[0]) if self._documents else None

    async def count_documents(self, _filter: object) -> int:
        """Count all documents."""
        return len(self._documents)

    async def insert_one(self, document: Document) -> SimpleNamespace:
        """Keep a document for the rest of the run."""
        (identifier,) = self._insert([document])
        return SimpleNamespace(inserted_id=identifier, acknowledged=True)

    async def insert_many(self, documents: list[Document]) -> SimpleNamespace:
        """Keep documents for the rest of the run."""
        return SimpleNamespace(inserted_ids=list(self._insert(documents)), acknowledged=True)

    async def update_one(
        self, _filter: object, update: Document, *, upsert: bool = False
    ) -> SimpleNamespace:
        """Say that one document was changed."""
        return self._update(update, 1, upsert=upsert)

    async def update_many(
        self, _filter: object, update: Document, *, upsert: bool = False
    ) -> SimpleNamespace:
        """Say that all documents were changed."""
        return self._update(update, len(self._documents), upsert=upsert)

    async def delete_one(self, _filter: object) -> SimpleNamespace:
        """Say that one document was deleted."""
        return SimpleNamespace(deleted_count=min(1, len(self._documents)))

    async def delete_many(self, _filter: object) -> SimpleNamespace:
        """Say that all documents were deleted."""
        return SimpleNamespace(deleted_count=len(self._documents))

    def _insert(self, documents: list[Document]) -> Iterator[Json]:
        for document in documents:
            document.setdefault("_id", _identifier(len(self._documents) + 1))
            self._documents.append(document)
            yield document["_id"]

    def _update(self, update: Document, count: int, *, upsert: bool) -> SimpleNamespace:
        if not all(key.startswith("$") for key in update):
            raise ValueError("update only works with $ operators")
        matched = min(count, len(self._documents))
        return SimpleNamespace(
            matched_count=matched,
            modified_count=matched,
            upserted_id=_identifier(1) if upsert and matched == 0 else None,
        )


def _made_up() -> list[Document]:
    wanted = caller().wanted
    schema = wanted.get("document") or wanted.get("documents", {}).get("items")
    document = completed({"_id": _identifier(1), "name": "sample name"}, schema)
    return [document] if isinstance(document, dict) else []


def _identifier(number: int) -> str:
    return f"{number:024x}"
