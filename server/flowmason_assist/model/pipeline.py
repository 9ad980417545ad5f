"""
What the text of a pipeline means, before anything is judged.

Every value carries the place that it came from; absent is None, never a made-up default.
Spans inside a stage count from the stage's start, spans of the head from the document's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.syntax.document import Document, StageText
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.span import Span

# The keys that name a stage's component, in the order of how many readers know them.
COMPONENT_KEYS = ("component_type", "component", "type")


@dataclass(frozen=True, slots=True)
class Text:
    """A string with its place, quotes included."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage as it is written, whichever reader will read it."""

    root: Node
    text: str
    id: Text | None
    depends_on: tuple[Text, ...]

    def member(self, key: str) -> Member | None:
        """Give a key of the stage with its value, or None."""
        return self.root.member(key)

    def string(self, key: str) -> Text | None:
        """Give the value of a key when it is a string."""
        return text_of(self.root.get(key))

    @property
    def name_span(self) -> Span:
        """Give the place that stands for the stage: its id, else its first character."""
        return self.id.span if self.id else Span(0, 1)


@dataclass(frozen=True, slots=True)
class PlacedStage:
    """A stage, its index in the `stages` array, and where it starts in the document."""

    stage: Stage
    index: int
    start: int


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline:
    """A pipeline file: what stands beside the stages, and the stages."""

    document: Document
    root: Node
    stages: tuple[PlacedStage, ...]

    def string(self, key: str) -> Text | None:
        """Give the value of a top-level key when it is a string."""
        return text_of(self.root.get(key))


def read_pipeline(document: Document, previous: Pipeline | None = None) -> Pipeline:
    """Read the meaning of a file; stages that `previous` read already are taken from there."""
    known = {each.stage.text: each.stage for each in previous.stages} if previous else {}
    stages = tuple(
        PlacedStage(known.get(part.text) or read_stage(part), part.index, part.start)
        for part in document.stages
    )
    return Pipeline(document, document.root, stages)


def read_stage(part: StageText) -> Stage:
    """Read one stage."""
    root = part.parsed.root
    depends_on = tuple(texts_in(root.get("depends_on")))
    return Stage(root, part.text, text_of(root.get("id")), depends_on)


def text_of(node: Node | None) -> Text | None:
    """Give a string node's value with its place, None for anything else."""
    if node is None or node.kind is not NodeKind.STRING:
        return None
    return Text(node.value, node.span)


def texts_in(node: Node | None) -> Iterator[Text]:
    """Give the strings of an array, with their places."""
    if node is None:
        return
    for item in node.items:
        text = text_of(item)
        if text is not None:
            yield text
