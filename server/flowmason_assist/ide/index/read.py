"""From the text of a file to what other files may want to know of it."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flowmason_assist.analysis.readers import READERS
from flowmason_assist.analysis.stage_facts import StageFacts, stage_facts
from flowmason_assist.catalogue.component import Role as InputRole
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.config.project import PROJECT_FILE
from flowmason_assist.ide.index.mention import FileFacts, Kind, Mention, Role
from flowmason_assist.ide.project.files import project_schema
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.model.pipeline import Pipeline, read_pipeline
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span

PIPELINE = ".pipeline.json"
TEST = ".test.json"
SUBPIPELINE = "subpipeline"


def is_indexed(name: str) -> bool:
    """Tell whether files of this name say something that others may want to know."""
    return name.endswith((PIPELINE, TEST)) or name == PROJECT_FILE


def read_facts(path: Path, text: str, catalogue: Catalogue) -> FileFacts:
    """Read a file; whatever its text, there is an answer."""
    places = _Places(LineIndex(text))
    if not path.name.endswith(PIPELINE):
        return _other(path, parse(text).root, places)
    pipeline = read_pipeline(parse_document(text))
    reader = READERS["cli"]
    stages = [stage_facts(placed.stage, catalogue, reader) for placed in pipeline.stages]
    return _pipeline(path, pipeline, stages, places)


def snapshot_facts(snapshot: Snapshot) -> FileFacts:
    """Give the same of an open file, which is read already."""
    path, facts, places = snapshot.path, snapshot.facts, _Places(snapshot.lines)
    if project_schema(path) is not None:
        return _other(path, facts.document.root, places)
    return _pipeline(path, facts.pipeline, facts.stages, places)


def _other(path: Path, root: Node, places: "_Places") -> FileFacts:
    """Read a test or a project file."""
    read = _project if path.name == PROJECT_FILE else _test
    return FileFacts(path, tuple(read(root, path.parent, places)))


def _pipeline(
    path: Path, pipeline: Pipeline, stages: Sequence[StageFacts], places: "_Places"
) -> FileFacts:
    given = {key: pipeline.string(key) for key in ("id", "name", "version")}
    texts = {key: text.value if text else "" for key, text in given.items()}
    title = given["name"] or given["id"]
    span = _inside(title.span) if title else Span(0, 0)
    name = title.value if title else path.name.removesuffix(PIPELINE)
    mentions = [
        places.of(Kind.PIPELINE, name, Role.DEFINITION, span),
        *_head(pipeline, places),
        *_inputs(pipeline, places),
    ]
    for placed, facts in zip(pipeline.stages, stages, strict=True):
        mentions += _stage(facts, places.shifted(placed.start), placed.index)
    return FileFacts(path, tuple(mentions), texts["id"], texts["name"], texts["version"])


class _Places:
    """Makes mentions from spans that count from some offset."""

    def __init__(self, lines: LineIndex, start: int = 0) -> None:
        self._lines = lines
        self._start = start

    def shifted(self, start: int) -> "_Places":
        return _Places(self._lines, start)

    def of(
        self, kind: Kind, name: str, role: Role, span: Span, holder: str = "", owner: str = ""
    ) -> Mention:
        placed = span.shifted(self._start)
        line, column = self._lines.position(placed.start)
        return Mention(kind, name, role, placed, line, column, holder, owner)

    def keys(self, holder: Node | None, stage: str, owner: str) -> Iterator[Mention]:
        """Give the inputs of another pipeline that the keys of an object name."""
        for member in holder.members if holder else ():
            span = _inside(member.key.span)
            yield self.of(Kind.INPUT, member.name, Role.USE, span, stage, owner)

    def pipeline(self, node: Node | None, holder: str = "") -> Iterator[Mention]:
        """Give the pipeline that a string names."""
        if node is not None and node.text:
            span = _inside(node.span)
            yield self.of(Kind.PIPELINE, node.text, Role.USE, span, holder, node.text)


def _head(pipeline: Pipeline, places: _Places) -> Iterator[Mention]:
    """Give what the pipeline inherits and embeds."""
    parent = pipeline.root.get("extends")
    yield from places.pipeline(parent)
    overrides = pipeline.root.get("overrides")
    owner = (parent.text or "") if parent else ""
    for member in overrides.members if overrides and owner else ():
        span = _inside(member.key.span)
        yield places.of(Kind.STAGE, member.name, Role.USE, span, owner=owner)
    parts = pipeline.root.get("compositions")
    for part in parts.items if parts else ():
        part_id, embedded = part.get("id"), part.get("pipeline")
        holder = (part_id.text or "") if part_id else ""
        yield from places.pipeline(embedded, holder)
        if embedded is not None and embedded.text:
            yield from places.keys(part.get("input_mapping"), holder, embedded.text)


def _inputs(pipeline: Pipeline, places: _Places) -> Iterator[Mention]:
    schema, sample = pipeline.root.get("input_schema"), pipeline.root.get("sample_input")
    declared = schema.get("properties") if schema else None
    members: Iterable[Member] = (
        *(declared.members if declared else ()),
        *(sample.members if sample else ()),
    )
    seen: set[str] = set()
    for member in members:
        role = Role.USE if member.name in seen else Role.DEFINITION
        seen.add(member.name)
        yield places.of(Kind.INPUT, member.name, role, _inside(member.key.span))


def _stage(facts: StageFacts, places: _Places, index: int) -> Iterator[Mention]:
    stage = facts.stage
    holder = facts.id or f"stage {index + 1}"
    component = facts.component_name
    if stage.id is not None:
        span = _inside(stage.id.span)
        detail = component.value if component else ""
        yield places.of(Kind.STAGE, stage.id.value, Role.DEFINITION, span, detail)
    if component is not None:
        span = _inside(component.span)
        yield places.of(Kind.COMPONENT, component.value, Role.USE, span, holder)
    for reference in facts.references:
        if reference.root == "input" and len(reference.names) > 1:
            span = reference.segment_span(1)
            yield places.of(Kind.INPUT, reference.names[1], Role.USE, span, holder)
    for parameter in facts.parameters:
        is_prompt = parameter.input is not None and parameter.input.role is InputRole.PROMPT
        if is_prompt and parameter.value.kind is NodeKind.STRING:
            name = prompt_digest(parameter.value.value)
            yield places.of(Kind.PROMPT, name, Role.DEFINITION, parameter.value.span, holder)
    if component is not None and component.value == SUBPIPELINE:
        yield from _part(facts, places, holder)


def _part(facts: StageFacts, places: _Places, holder: str) -> Iterator[Mention]:
    called, given = facts.parameter("pipeline_id"), facts.parameter("input_data")
    if called is not None and called.value.text:
        yield from places.pipeline(called.value, holder)
        yield from places.keys(given.value if given else None, holder, called.value.text)


def _test(root: Node, folder: Path, places: _Places) -> Iterator[Mention]:
    tested, component = root.get("pipeline"), root.get("component_type")
    owner = _file(folder, tested.text) if tested and tested.text else ""
    if tested is not None and owner:
        yield places.of(Kind.PIPELINE, owner, Role.USE, _inside(tested.span), owner=owner)
    if component is not None and component.text:
        yield places.of(Kind.COMPONENT, component.text, Role.USE, _inside(component.span))
    cases = root.get("tests")
    for case in cases.items if cases else ():
        title = case.get("name")
        name = (title.text or "") if title else ""
        if title is not None and name:
            yield places.of(Kind.TEST, name, Role.DEFINITION, _inside(title.span))
        if owner:
            yield from places.keys(case.get("input"), name, owner)


def _project(root: Node, folder: Path, places: _Places) -> Iterator[Mention]:
    main = root.get("main")
    if main is not None and main.text:
        file = _file(folder, main.text)
        yield places.of(Kind.PIPELINE, file, Role.USE, _inside(main.span), owner=file)


def prompt_digest(text: str) -> str:
    """Give what two prompts have in common that differ in blanks only."""
    words = " ".join(text.split())
    return hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()


def _file(folder: Path, name: str) -> str:
    return os.path.normpath(folder / name)


def _inside(span: Span) -> Span:
    return Span(span.start + 1, span.end - 1)
