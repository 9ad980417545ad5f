"""Facts that one stage's text and the catalogue settle, whatever the other stages are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.readers import Reader
from flowmason_assist.analysis.requests import Request, requests_in
from flowmason_assist.catalogue.component import Component, Input, Role
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.expr.escapes import decode
from flowmason_assist.expr.nodes import LookAlike, Template
from flowmason_assist.expr.scanner import scan
from flowmason_assist.model.pipeline import Stage, Text, texts_in
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """
    A value that the stage passes to its component.

    `input` is None when the component knows no input of that name: the engine then drops the
    value, templates and all.
    """

    member: Member
    input: Input | None
    source: str  # The key that holds it: "config" or "input_mapping".

    @property
    def name(self) -> str:
        """Give the name of the parameter."""
        return self.member.name

    @property
    def value(self) -> Node:
        """Give the value of the parameter."""
        return self.member.value


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """
    A template that the engine will resolve when the stage runs.

    Spans count from the start of the stage. `literal` is the string that holds it.
    """

    template: Template
    literal: Node
    parameter: Parameter
    names: tuple[str, ...]  # The path's segments as text.

    @property
    def span(self) -> Span:
        """Give the range of the template, braces included."""
        return self.template.span.shifted(self.literal.start)

    @property
    def path_span(self) -> Span:
        """Give the range of what stands between the braces."""
        return self.template.path_span.shifted(self.literal.start)

    @property
    def root(self) -> str:
        """Give the first segment."""
        return self.names[0] if self.names else ""

    def segment_span(self, index: int) -> Span:
        """Give the range of one segment."""
        return self.template.segments[index].span.shifted(self.literal.start)

    @property
    def stage(self) -> str | None:
        """Give the id of the stage that the reference reads, None when it reads none."""
        names = self.names
        return names[1] if self.root == "upstream" and len(names) > 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Imitation:
    """A text that resembles a template; spans count from the start of the stage."""

    found: LookAlike
    literal: Node
    parameter: Parameter

    @property
    def span(self) -> Span:
        """Give the range of the text."""
        return self.found.span.shifted(self.literal.start)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stage id in one of a control stage's lists; `case` is the route of a router."""

    list_name: str
    stage_id: Text
    case: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class StageFacts:
    """What is known of a stage on its own."""

    stage: Stage
    component_name: Text | None
    component: Component | None
    parameters: tuple[Parameter, ...]
    references: tuple[Reference, ...]
    imitations: tuple[Imitation, ...]
    mentions: tuple[Mention, ...]
    reads: frozenset[tuple[str, ...]]  # The first two segments of every path.
    requests: frozenset[Request] = frozenset()  # Of its model.

    @property
    def id(self) -> str | None:
        """Give the stage's id, None when it has none that is text."""
        return self.stage.id.value if self.stage.id else None

    def parameter(self, name: str) -> Parameter | None:
        """Give the value that reaches the component under this name, or None."""
        found = None
        for parameter in self.parameters:
            if parameter.name == name:
                found = parameter
        return found

    def text(self, name: str) -> str | None:
        """Give a parameter's value when it is a string without templates."""
        parameter = self.parameter(name)
        if parameter is None or parameter.value.text is None or "{{" in parameter.value.text:
            return None
        return parameter.value.text

    @property
    def interface(self) -> tuple[object, ...]:
        """
        Give what other stages can notice of this one.

        As long as it stays equal, an edit in this stage changes nothing elsewhere.
        """
        on_error = self.stage.string("on_error")
        return (
            self.id,
            self.component_name.value if self.component_name else None,
            on_error.value if on_error else None,
            tuple(text.value for text in self.stage.depends_on),
            tuple(reference.template.path_text for reference in self.references),
            tuple((each.list_name, each.stage_id.value, each.case) for each in self.mentions),
            self.requests,
            self._visible_settings(),
        )

    def _visible_settings(self) -> tuple[object, ...]:
        # Short values may decide a type, a loop variable or a branch; prompts cannot.
        return tuple(
            (parameter.name, self._visible_value(parameter))
            for parameter in self.parameters
            if parameter.input is None or parameter.input.role is not Role.PROMPT
        )

    def _visible_value(self, parameter: Parameter) -> object:
        value = parameter.value.to_python()
        calls_model = self.component is not None and self.component.model_call is not None
        if calls_model and isinstance(value, int | float):
            return type(value)  # Such as a temperature: at most its type is passed on.
        return repr(value)


def stage_facts(stage: Stage, catalogue: Catalogue, reader: Reader) -> StageFacts:
    """Settle the facts of one stage, as `reader` reads it."""
    component_name = _component_name(stage, reader)
    component = catalogue.get(component_name.value) if component_name else None
    parameters = tuple(_parameters(stage, component, reader))
    references: list[Reference] = []
    imitations: list[Imitation] = []
    for parameter in parameters:
        if parameter.input is None and component is not None:
            continue
        for literal in _strings(parameter.value):
            scanned = scan(decode(stage.text[literal.start : literal.end]))
            references += [_reference(each, literal, parameter) for each in scanned.templates]
            imitations += [Imitation(each, literal, parameter) for each in scanned.look_alikes]
    return StageFacts(
        stage=stage,
        component_name=component_name,
        component=component,
        parameters=parameters,
        references=tuple(references),
        imitations=tuple(imitations),
        mentions=tuple(_mentions(parameters)),
        reads=frozenset(reference.names[:2] for reference in references),
        requests=_requests(component, parameters),
    )


def _requests(component: Component | None, parameters: tuple[Parameter, ...]) -> frozenset[Request]:
    if component is None or component.model_call is None:
        return frozenset()
    known = [each for each in parameters if each.input]
    prompts = [each.value for each in known if each.input and each.input.role is Role.PROMPT]
    return requests_in(prompts, [each.value for each in known])


def _reference(template: Template, literal: Node, parameter: Parameter) -> Reference:
    names = tuple([segment.name for segment in template.segments])
    return Reference(template, literal, parameter, names)


def _component_name(stage: Stage, reader: Reader) -> Text | None:
    for key in reader.component_keys:
        name = stage.string(key)
        if name is not None and name.value:
            return name
    return None


def _parameters(stage: Stage, component: Component | None, reader: Reader) -> Iterator[Parameter]:
    overridden: set[str] = set()
    found: list[Parameter] = []
    for key in reversed(reader.parameter_keys):
        holder = stage.root.get(key)
        if holder is None:
            continue
        last = {member.name: member for member in holder.members}
        for member in last.values():
            if member.name in overridden:
                continue
            known = component.input(member.name) if component else None
            found.append(Parameter(member, known, key))
        overridden |= last.keys()
    yield from found


def _strings(node: Node) -> Iterator[Node]:
    """Give the strings that the engine looks into: values at any depth, but no keys."""
    if node.kind is NodeKind.STRING:
        if "{" in node.value:
            yield node
        return
    for inner in node.walk():
        if inner.kind is NodeKind.STRING and "{" in inner.value:
            yield inner


def _mentions(parameters: tuple[Parameter, ...]) -> Iterator[Mention]:
    for parameter in parameters:
        if parameter.input is None:
            continue
        if parameter.input.role is Role.STAGE_IDS:
            for text in _stage_ids(parameter.value):
                yield Mention(parameter.name, text)
        elif parameter.input.role is Role.STAGE_MAP:
            for case, text in _cases(parameter.value):
                yield Mention(parameter.name, text, case)


def _stage_ids(node: Node) -> Iterator[Text]:
    """Give the ids of a list; the engine also takes JSON text for it."""
    if node.text is None:
        yield from texts_in(node)
        return
    listed = _json_value(node.text)
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, str):
            yield Text(each, node.span)


def _cases(node: Node) -> Iterator[tuple[str, Text]]:
    for member in node.members:
        for text in _stage_ids(member.value):
            yield member.name, text
    listed = _json_value(node.text) if node.text is not None else None
    for case, ids in listed.items() if isinstance(listed, dict) else ():
        for each in ids if isinstance(ids, list) else ():
            if isinstance(each, str):
                yield case, Text(each, node.span)


def _json_value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
