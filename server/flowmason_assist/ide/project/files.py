"""Which files beside pipelines we know: projects and tests."""

from pathlib import Path

from flowmason_assist.config.project import PROJECT_FILE, project_root
from flowmason_assist.config.search import SUFFIX
from flowmason_assist.ide.describe.schema_file import SchemaFile, schema_file
from flowmason_assist.syntax.tree import Node

_TEST_SUFFIX = ".test.json"
_TEST_KEYS = ("pipeline", "component", "component_type", "tests")


def project_schema(path: Path) -> SchemaFile | None:
    """Give the schema of a project file or of a test file, None for a pipeline."""
    if path.name == PROJECT_FILE:
        return schema_file("project")
    return schema_file("test") if path.name.endswith(_TEST_SUFFIX) else None


def is_ours(path: Path, root: Node) -> bool:
    """
    Tell whether a file is for FlowMason, so that we may judge it.

    Editors send other JSON too, and other tools call their files `*.test.json` as well: those
    outside a FlowMason project that name neither a pipeline nor tests are left alone.
    """
    if path.name.endswith(_TEST_SUFFIX):
        says_so = any(root.member(key) is not None for key in _TEST_KEYS)
        return says_so or (path.is_absolute() and project_root(path.parent) is not None)
    return path.name == PROJECT_FILE or path.name.endswith(SUFFIX)
