"""
Everything that is known of one version of a pipeline, computed once.

What did not change since the previous version is taken from it: facts of stages by their
text, and, as long as no stage changed what others can notice of it, all facts between stages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from flowmason_assist.analysis.coerce import UNKNOWN, Hole, Verdict, converted, misfit
from flowmason_assist.analysis.flow import Flow, build_flow
from flowmason_assist.analysis.inputs import Inputs, read_inputs
from flowmason_assist.analysis.outputs import OutputTypes
from flowmason_assist.analysis.pasted import parts_of
from flowmason_assist.analysis.readers import Reader
from flowmason_assist.analysis.resolve import Outcome, Resolution, resolve
from flowmason_assist.analysis.scope import Scope, Seen
from flowmason_assist.analysis.scopes import Scopes
from flowmason_assist.analysis.stage_facts import Parameter, Reference, StageFacts, stage_facts
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.catalogue.types import ANY, STR, Type
from flowmason_assist.model.pipeline import Pipeline, Text, read_pipeline
from flowmason_assist.syntax.document import Document
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.span import Span

Worked = TypeVar("Worked")

CERTAIN_FAILURES = frozenset(
    {
        Outcome.BAD_ROOT,
        Outcome.BAD_ENV,
        Outcome.NO_STAGE,
        Outcome.NOT_READY,
        Outcome.SKIPPED,
        Outcome.NO_FIELD,
        Outcome.NO_ACCESS,
        Outcome.UNDECLARED_INPUT,
        Outcome.NO_CONTEXT,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class StageView:
    """
    One stage with what it sees of the others: all that a rule about a stage may look at.

    `reader` says whose eyes the stage is read with.
    """

    facts: StageFacts
    scope: Scope
    catalogue: Catalogue
    reader: Reader
    resolutions: Mapping[Reference, Resolution]
    memo: dict[object, object]

    def once(self, work_out: Callable[["StageView"], Worked]) -> Worked:
        """Give what a function finds out about this stage; several rules may ask for it."""
        if work_out not in self.memo:
            self.memo[work_out] = work_out(self)
        return cast("Worked", self.memo[work_out])

    def resolve(self, reference: Reference) -> Resolution:
        """Tell what a template resolves to, or why it cannot."""
        return self.resolutions[reference]

    def value(self, parameter: Parameter) -> object:
        """Give a parameter's value as Python, with a `Hole` where a template stands."""
        return self.value_of(parameter.value)

    def settled(self, parameter: Parameter) -> object:
        """Give what the component gets; `UNKNOWN` if only a run tells, or nothing arrives."""
        value = self.value(parameter)
        if isinstance(value, Hole):
            value = value.sample
        kind = parameter.input.type if parameter.input else ANY
        clash = None if value is UNKNOWN else misfit(value, kind)
        if value is UNKNOWN or (clash and clash.verdict is Verdict.NEVER):
            return UNKNOWN
        return converted(value, kind)

    def exact(self, parameter: Parameter | None) -> object:
        """Give what the component gets; `UNKNOWN` also if only a run tells a part of it."""
        if parameter is None:
            return UNKNOWN
        value = parameter.value
        is_text = value.kind is NodeKind.STRING
        if not is_text and any("{{" in (node.text or "") for node in value.walk()):
            return UNKNOWN
        return self.settled(parameter)

    def value_of(self, node: Node) -> object:
        """Give any value of the stage as Python, with a `Hole` where a template stands."""
        match node.kind:
            case NodeKind.STRING if "{{" in node.value:
                return self._filled(node)
            case NodeKind.OBJECT:
                return {member.name: self.value_of(member.value) for member in node.members}
            case NodeKind.ARRAY:
                return [self.value_of(item) for item in node.items]
            case _:
                return node.value

    def _filled(self, node: Node) -> object:
        reference = next((each for each in self.resolutions if each.literal is node), None)
        if reference is None:
            return node.value
        if not reference.template.whole:
            return Hole(STR, parts=parts_of(node.value))
        resolution = self.resolve(reference)
        if resolution.outcome in CERTAIN_FAILURES:
            return Hole(ANY)
        return Hole(resolution.type, sample=self.scope.inputs.sample_at(reference.names))


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All facts of one version of a pipeline; stages and scopes are in the file's order."""

    pipeline: Pipeline
    stages: tuple[StageFacts, ...]
    flow: Flow
    inputs: Inputs
    types: OutputTypes
    scopes: tuple[Scope, ...]
    catalogue: Catalogue
    reader: Reader
    plain_types: dict[str, Type]

    @property
    def document(self) -> Document:
        """Give the text that the facts are about."""
        return self.pipeline.document

    def view(self, index: int) -> StageView:
        """Give one stage with what it sees."""
        facts, scope = self.stages[index], self.scopes[index]
        resolutions = {each: resolve(each, scope) for each in facts.references}
        return StageView(facts, scope, self.catalogue, self.reader, resolutions, {})

    def see(self, index: int, names: Iterable[str]) -> Mapping[str, Seen]:
        """Give other stages as one sees them, whether or not it names them."""
        scopes = _scopes(self.flow, self.inputs, self.types, self.reader)
        return scopes.see(self.stages[index], names)

    def start(self, index: int) -> int:
        """Give the offset in the document from which a stage's spans count."""
        return self.pipeline.stages[index].start

    def place(self, index: int, span: Span) -> Span:
        """Give a stage's span in document offsets."""
        return span.shifted(self.start(index))

    def index_of(self, stage_id: str) -> int | None:
        """Give the stage of this id; of several the last, which is the one that runs."""
        for index in range(len(self.stages) - 1, -1, -1):
            if self.stages[index].id == stage_id:
                return index
        return None

    @property
    def output_stage(self) -> Text | None:
        """Give the id of the stage whose output is the run's, as it is written."""
        return self.pipeline.string("output_stage_id")


def analyze(
    document: Document, catalogue: Catalogue, reader: Reader, previous: Facts | None = None
) -> Facts:
    """Work out the facts of a document; `previous` must have the same catalogue and reader."""
    pipeline = read_pipeline(document, previous.pipeline if previous else None)
    known = {facts.stage: facts for facts in previous.stages} if previous else {}
    stages = tuple(
        known.get(placed.stage) or stage_facts(placed.stage, catalogue, reader)
        for placed in pipeline.stages
    )
    inputs = read_inputs(pipeline.root)
    plain_types = previous.plain_types if previous else {}
    if previous and inputs == previous.inputs and _same_interfaces(stages, previous.stages):
        flow, types, scopes = _kept(stages, previous)
    else:
        flow = build_flow(stages)
        types = OutputTypes(flow.stages, inputs, plain_types)
        builder = _scopes(flow, inputs, types, reader)
        scopes = tuple(builder.of(each) for each in stages)
    return Facts(pipeline, stages, flow, inputs, types, scopes, catalogue, reader, plain_types)


def _same_interfaces(stages: tuple[StageFacts, ...], previous: tuple[StageFacts, ...]) -> bool:
    return len(stages) == len(previous) and all(
        now is before or now.interface == before.interface
        for now, before in zip(stages, previous, strict=True)
    )


def _kept(
    stages: tuple[StageFacts, ...], previous: Facts
) -> tuple[Flow, OutputTypes, tuple[Scope, ...]]:
    by_id: Mapping[str, StageFacts] = {each.id: each for each in stages if each.id is not None}
    return replace(previous.flow, stages=by_id), previous.types, previous.scopes


def _scopes(flow: Flow, inputs: Inputs, types: OutputTypes, reader: Reader) -> Scopes:
    return Scopes(flow, inputs, types, honors_on_error=reader.honors_timeouts)
