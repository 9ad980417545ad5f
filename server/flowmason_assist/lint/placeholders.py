"""JSON to start from where an input must be filled in."""

import json
import re

from flowmason_assist.analysis.coerce import Verdict, convertible
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.scope import State
from flowmason_assist.catalogue.component import Component, Input, Role

_FIRST_NAME = re.compile(r"\s*(?:\$\.)?([A-Za-z_]\w*)")


def placeholder(view: StageView, known: Input) -> str:
    """Give a template that fits an input, or JSON that shows that something is to be written."""
    if known.role not in (Role.VALUE, Role.TRUTH, Role.PROMPT) or known.suggestions:
        return _made_up(known)
    if known.pattern is not None:
        template = _matching(view, known.pattern)
    else:
        template = _from_stages(view, known) or _from_inputs(view, known)
    return json.dumps(template, ensure_ascii=False) if template else _made_up(known)


def _from_stages(view: StageView, known: Input) -> str | None:
    """Give the main output of the last stage that this one waits for."""
    for stage_id in reversed(view.facts.stage.depends_on):
        seen = view.scope.upstream.get(stage_id.value)
        component = view.catalogue.get(seen.component or "") if seen else None
        output = component.main_output if component else None
        if seen is None or seen.state is not State.READY:
            continue
        if component and known.name == "data" and _is_read_by_name(view, component):
            return f"{{{{upstream.{stage_id.value}}}}}"
        if output and convertible(output.type, known.type) is Verdict.ALWAYS:
            return f"{{{{upstream.{stage_id.value}.{output.name}}}}}"
    return None


def _is_read_by_name(view: StageView, component: Component) -> bool:
    """Tell whether an expression of the stage begins with an output of the component."""
    texts = (parameter.value.text for parameter in view.facts.parameters)
    starts = (_FIRST_NAME.match(text) for text in texts if text)
    return any(start and component.output(start[1]) is not None for start in starts)


def _from_inputs(view: StageView, known: Input) -> str | None:
    """Give the input of the same name, or the first one that fits; any value may be all inputs."""
    fields = view.scope.inputs.fields
    for name in (known.name, *fields):
        if name in fields and convertible(fields[name].type, known.type) is Verdict.ALWAYS:
            return "{{input}}" if known.type.name == "any" else f"{{{{input.{name}}}}}"
    return "{{input}}" if known.type.name == "any" else None


def _matching(view: StageView, pattern: str) -> str | None:
    """Give a name made of the stage's id, if it has the form that is wanted."""
    name = re.sub(r"\W+", "_", view.facts.id or "")
    return name if re.search(pattern, name) else None


def _made_up(known: Input) -> str:
    if known.role is Role.URL:
        return '"https://example.com"'
    kind = known.type.required
    if kind.name == "union" and kind.args:
        kind = kind.args[0]
    match kind.name:
        case "int" | "float":
            return "1"
        case "bool":
            return "true"
        case "literal":
            return json.dumps(kind.values[0])
        case "list":
            holds_text = bool(kind.args) and kind.args[0].name == "str"
            return json.dumps(["…"] * (known.min_length or 1 if holds_text else 0))
        case "dict" | "object":
            return "{}"
        case _:
            example = known.suggestions[0] if known.suggestions else "…"
            return json.dumps(example, ensure_ascii=False)
