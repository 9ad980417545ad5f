"""
Runs fixtures of project files and test files.

"expect findings" gives what is wrong with the file, "expect hover" and "expect completion" what
an editor tells and offers at the cursor.
"""

from collections.abc import Iterator

from flowmason_assist.ide.actions.offer import Request, offered
from flowmason_assist.ide.describe.schema_file import SchemaFile
from flowmason_assist.ide.project.complete import project_completions
from flowmason_assist.ide.project.describe import project_hover
from flowmason_assist.ide.project.files import project_schema
from flowmason_assist.text.edit import apply
from flowmason_assist.text.span import Span
from tests.support import render
from tests.support.markdown import FixtureError
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give what the word behind "expect" asks for."""
    snapshot, schema = asked.snapshot, _schema(asked)
    match asked.options:
        case ("findings",):
            yield from render.findings(snapshot.text, snapshot.findings)
        case ("hover",):
            shown = project_hover(snapshot, schema, asked.offset)
            yield from shown.text.splitlines() if shown else ["(nothing)"]
        case _:
            items = project_completions(snapshot, schema, asked.offset).items
            yield from (f"{each.label} · {each.detail}".rstrip(" ·") for each in items)


def fixed(asked: Asked) -> str:
    """Give the text after the first action of the kind behind "fixed"."""
    request = Request(Span(asked.offset, asked.offset), asked.options)
    return apply(asked.snapshot.text, offered(asked.snapshot, request)[0].plan())


def _schema(asked: Asked) -> SchemaFile:
    schema = project_schema(asked.snapshot.path)
    if schema is None:
        place = f"{asked.case.path}:{asked.case.line}"
        raise FixtureError(f"{place}: the file is no project file and no test file")
    return schema
