"""Places in a file that lead to a page or to another file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.catalogue.component import Role
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.text.span import Span

# An address with a template in it leads nowhere before it is filled in.
_URL = re.compile(r"https?://[^\s\"'<>{}\\]+[^\s\"'<>{}\\.,;:!?)](?![^\s\"]*\{\{)")


@dataclass(frozen=True, slots=True)
class Link:
    """A place and where it leads: a URL or a file."""

    span: Span
    target: str | Path
    tooltip: str


def links(snapshot: Snapshot) -> Iterator[Link]:
    """Give the links of a file; files are offered only where they exist."""
    for match in _URL.finditer(snapshot.text):
        yield Link(Span(*match.span()), match[0], "open the page")
    folder = snapshot.path.parent
    facts = snapshot.facts
    for index, stage in enumerate(facts.stages):
        if stage.component is not None and stage.component.source and stage.component_name:
            path = Path(stage.component.source.rpartition(":")[0] or stage.component.source)
            span = facts.place(index, stage.component_name.span)
            yield Link(_inside(span), path, "open the component's source")
        for parameter in stage.parameters:
            text = parameter.value.text
            is_pipeline = parameter.name == "pipeline_id"
            is_file = parameter.input is not None and parameter.input.role is Role.FILE_PATH
            if text is None or "{{" in text or not (is_pipeline or is_file):
                continue
            path = folder / (f"{text}.pipeline.json" if is_pipeline else text)
            if _is_near(path, folder):
                yield Link(_inside(facts.place(index, parameter.value.span)), path, "open the file")


def _is_near(path: Path, folder: Path) -> bool:
    """Tell whether a file exists in the folder or below it; links out of it are not offered."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except OSError:
        return False


def _inside(span: Span) -> Span:
    return Span(span.start + 1, span.end - 1)
