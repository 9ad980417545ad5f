"""What a component does, takes and gives."""

import json
from collections.abc import Iterator

from flowmason_assist.catalogue.component import (
    Component,
    Effect,
    Idle,
    Input,
    Key,
    Kind,
    Others,
    Output,
    Role,
)
from flowmason_assist.ide.describe.value import nature, type_words
from flowmason_assist.ide.markdown import (
    code,
    escape,
    fenced,
    listed,
    paragraphs,
    prose,
    titled,
)

_KINDS = {
    Kind.NODE: "node",
    Kind.OPERATOR: "operator",
    Kind.CONTROL_FLOW: "control flow",
    Kind.CONNECTOR: "connector",
    Kind.TRANSFORMER: "transformer",
}
_ROLES = {
    Role.STAGE_IDS: "Names stages.",
    Role.STAGE_MAP: "Maps values to lists of stages.",
    Role.EXPRESSION: "A Python expression.",
    Role.JMESPATH: "A JMESPath expression.",
    Role.DATA_PATH: "A path of keys joined by dots, such as `user.name`.",
    Role.PATH_MAP: "Maps new names to paths such as `items[0].name`.",
    Role.PANDAS_QUERY: "An expression over the columns of the table.",
    Role.JSON_SCHEMA: "A JSON Schema.",
    Role.SECONDS: "Counts seconds.",
    Role.MILLISECONDS: "Counts milliseconds.",
    Role.CONTEXT_NAME: "Read as `{{context.<name>}}` inside the loop.",
    Role.CREDENTIAL: "Keep it out of the file: write `{{env.NAME}}`.",
}


def component(known: Component) -> str:
    """Describe a component: inputs, outputs, pitfalls and an example."""
    return paragraphs(
        f"**{code(known.name)}** · {_KINDS[known.kind]}",
        description(known),
        standing(known),
        titled("Inputs", map(input_line, known.inputs)),
        titled("Outputs", (output_line(known, each) for each in known.outputs)),
        timing(known),
        titled("Pitfalls", map(prose, known.pitfalls)),
        _example(known),
    )


def description(known: Component) -> str:
    """Give what a component does; the words of a project's own component are not ours."""
    return escape(known.description) if known.source else prose(known.description)


def parameter(owner: Component, known: Input) -> str:
    """Describe one input of a component."""
    return paragraphs(
        f"**{code(known.name)}** of {code(owner.name)} · {nature(known)}",
        _words(owner, known.description),
        " ".join(behavior(known)),
        titled("Keys", map(key_line, known.keys)),
    )


def key(owner: str, known: Key) -> str:
    """Describe one key of the objects that an input takes."""
    need = "required" if known.required else "optional"
    return paragraphs(
        f"**{code(known.name)}** of {code(owner)} · {type_words(known.type)}, {need}",
        prose(known.description),
        f"Takes {listed(map(str, known.suggestions), 12)}." if known.suggestions else "",
    )


def output(owner: Component, known: Output) -> str:
    """Describe one output of a component."""
    return paragraphs(
        f"**{code(known.name)}** of {code(owner.name)} · {type_words(known.type)}",
        _words(owner, known.description),
    )


def input_line(known: Input) -> str:
    """Give an input in one line."""
    useless = " It has no effect." if known.effect is Effect.IGNORED else ""
    return f"{code(known.name)} ({nature(known)}): {prose(known.description)}{useless}"


def output_line(owner: Component, known: Output) -> str:
    """Give an output in one line."""
    return f"{code(known.name)} ({type_words(known.type)}): {_words(owner, known.description)}"


def key_line(known: Key) -> str:
    """Give a key of an object in one line."""
    need = "required" if known.required else "optional"
    return f"{code(known.name)} ({type_words(known.type)}, {need}): {prose(known.description)}"


def behavior(known: Input) -> Iterator[str]:
    """Give sentences on what an input does beyond its description, and when it does nothing."""
    if known.effect is Effect.IGNORED:
        yield "Accepted, then never read: it has no effect."
    if known.role in _ROLES and _ROLES[known.role].rstrip(".") not in known.description:
        yield _ROLES[known.role]
    if known.names:
        yield f"It sees {listed(known.names)}."
    if known.names_when is not None:
        when = known.names_when
        names = listed(when.names)
        yield f"With {code(when.input)} {code(when.value)} it sees {names} instead."
    if known.suggestions:
        yield f"Tells apart {listed(map(str, known.suggestions), 12)}."
        if known.others is Others.FAILS:
            yield "With any other value the stage fails."
        elif known.others is Others.DEFAULT:
            yield "Any other value does as if nothing were written."
    yield from (f"Has no effect {_case(each)}." for each in known.idle)


def standing(known: Component) -> str:
    """Tell why a stage may not be able to use a component; nothing when it can."""
    if known.source:
        return f"Defined in {code(known.source)}; `flowmason run` does not load it."
    if not known.registered:
        return "It ships with the engine but is not registered: a stage that uses it fails."
    return "" if known.usable else "It cannot work from a JSON file."


def timing(known: Component) -> str:
    """Tell how long a component may run, and how it asks its model."""
    words = [f"Stopped after {known.timeout_seconds:g} seconds."]
    call = known.model_call
    if call and call.temperature is not None and call.max_tokens is not None:
        words.append(
            f"Calls its model with temperature {call.temperature:g} and at most "
            f"{call.max_tokens} tokens, whatever the file says."
        )
    return " ".join(words)


def _words(owner: Component, text: str) -> str:
    return escape(text) if owner.source else prose(text)


def _case(case: Idle) -> str:
    names = listed(case.inputs)
    match case.state:
        case "set":
            return f"when {names} is set"
        case "unset":
            return f"unless {names} is set"
    values = " or ".join(code(json.dumps(each)) for each in case.values)
    return f"when {names} is {values}"


def _example(known: Component) -> str:
    stage = example_stage(known)
    if stage is None:
        return ""
    return f"Example:\n\n{fenced(json.dumps(stage, indent=2, ensure_ascii=False), 'json')}"


def example_stage(known: Component) -> object:
    """Give the stage of a component's example that uses it, None when there is none."""
    stages = known.example.get("stages", ()) if isinstance(known.example, dict) else ()
    return next((each for each in stages if each.get("component_type") == known.name), None)
