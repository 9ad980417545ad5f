"""Stages that ask a language model, and who reads what they answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts, StageView
from flowmason_assist.analysis.stage_facts import Parameter, StageFacts
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.escapes import decode
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_AS_DATA = frozenset({"json_transform", "schema_validate", "filter", "sql", "pandas", "aggregate"})


@dataclass(frozen=True, slots=True)
class PromptNode:
    """A stage with a prompt of its own; `prompt` is what the file says, templates and all."""

    facts: Facts
    index: int
    view: StageView
    parameter: Parameter
    prompt: str

    @property
    def id(self) -> str:
        """Give the stage's id."""
        return self.view.facts.id or ""

    @property
    def system(self) -> str:
        """Give the system prompt, empty where there is none."""
        parameter = self.view.facts.parameter("system_prompt")
        return (parameter.value.text or "") if parameter else ""

    @property
    def everything(self) -> str:
        """Give all that the model is told."""
        return f"{self.system}\n{self.prompt}"

    def document_span(self, start: int, end: int) -> Span:
        """Give where a range of the prompt stands in the document."""
        value = self.parameter.value
        stage = self.view.facts.stage
        span = decode(stage.text[value.start : value.end]).span(start, end)
        return self.facts.place(self.index, span.shifted(value.start))

    def shifted(self, edit: Edit) -> Edit:
        """Give an edit of the stage as one of the document."""
        return edit.shifted(self.facts.start(self.index))


@dataclass(frozen=True, slots=True)
class Use:
    """How a later stage reads an answer: as a list, as JSON, or as one of some words."""

    reader: str
    form: str
    words: tuple[str, ...] = ()


def prompt_nodes(facts: Facts) -> Iterator[PromptNode]:
    """Give the stages whose prompts are written in the file, in its order."""
    for index, stage in enumerate(facts.stages):
        component = stage.component
        if component is None or component.model_call is None or not stage.id:
            continue
        for parameter in stage.parameters:
            known = parameter.input
            is_prompt = known is not None and known.role is Role.PROMPT and known.required
            if is_prompt and parameter.value.text is not None:
                view = facts.view(index)
                yield PromptNode(facts, index, view, parameter, parameter.value.text)
                break


def uses(node: PromptNode) -> Iterator[Use]:
    """Tell in which form later stages need the answer."""
    component = node.view.facts.component
    main = component.main_output if component else None
    wanted = ("upstream", node.id, main.name) if main else ()
    for other in node.facts.stages:
        for reference in other.references:
            if reference.names != wanted or not reference.template.whole:
                continue
            use = _use(other, reference.parameter)
            if use is not None:
                yield use


def _use(other: StageFacts, parameter: Parameter) -> Use | None:
    name = other.component.name if other.component else ""
    reader = other.id or name
    match name, parameter.name:
        case "router", "value":
            routes = other.parameter("routes")
            cases = routes.value.members if routes else ()
            return Use(reader, "word", tuple(member.name for member in cases))
        case "foreach", "items":
            return Use(reader, "list")
        case _ if name in _AS_DATA and parameter.name == "data":
            return Use(reader, "json")
    return None
