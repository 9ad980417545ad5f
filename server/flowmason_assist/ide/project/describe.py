"""What a project file or a test file means under the cursor."""

from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.describe.schema_file import SchemaFile
from flowmason_assist.ide.hover import Hover
from flowmason_assist.ide.snapshot import Snapshot


def project_hover(snapshot: Snapshot, schema: SchemaFile, offset: int) -> Hover | None:
    """Tell about the key at an offset, or the key of the value there."""
    cursor = locate(snapshot, offset)
    keys = cursor.path
    while keys and not isinstance(keys[-1], str):
        keys = keys[:-1]
    if cursor.member is None or not keys:
        return None
    text = schema.describe(keys)
    return Hover(cursor.in_document(cursor.member.key.span), text) if text else None
