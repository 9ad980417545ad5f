"""Which files beside pipelines we know: projects and tests."""

from pathlib import Path

from flowmason_assist.config.project import PROJECT_FILE
from flowmason_assist.ide.describe.schema_file import SchemaFile, schema_file

_TEST_SUFFIX = ".test.json"


def project_schema(path: Path) -> SchemaFile | None:
    """Give the schema of a project file or of a test file, None for a pipeline."""
    if path.name == PROJECT_FILE:
        return schema_file("project")
    return schema_file("test") if path.name.endswith(_TEST_SUFFIX) else None
