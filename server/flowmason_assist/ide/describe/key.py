"""What the keys of a pipeline file mean, in the words of its JSON Schema."""

from collections.abc import Mapping

from flowmason_assist.ide.describe.schema_file import Path, Schema, schema_file


def key(path: Path) -> str | None:
    """Describe the key at a path from the top of the file; None when no reader knows it."""
    return schema_file("pipeline").describe(path)


def schema_at(path: Path) -> Schema | None:
    """Give the part of the pipeline schema for the value at a path, or None."""
    return schema_file("pipeline").at(path)


def properties_at(path: Path) -> Mapping[str, Schema]:
    """Give the keys that an object at a path may have, with their schemas."""
    return schema_file("pipeline").properties(path)
