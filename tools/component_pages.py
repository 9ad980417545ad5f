"""The pages of the guide on components, written from the catalogue."""

import json
from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.catalogue.component import Component, Input, Kind, Operation, Output
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.ide.describe.component import behavior, key_line, standing, timing
from flowmason_assist.ide.describe.value import nature, type_words
from flowmason_assist.ide.markdown import bullets, code, fenced, paragraphs, prose
from flowmason_assist.resources import folder

KINDS = {
    Kind.NODE: "a node, which asks a language model",
    Kind.OPERATOR: "an operator",
    Kind.CONTROL_FLOW: "a control flow component",
    Kind.CONNECTOR: "a connector to another system",
    Kind.TRANSFORMER: "a transformer of tables and lists",
}


def component_pages(guide: Path) -> dict[Path, str]:
    """Give the text of a page for each component that ships with FlowMason."""
    return {
        guide / "components" / f"{known.name}.md": _page(known)
        for known in load_catalogue(folder("schemas"))
    }


def _page(known: Component) -> str:
    sections = (
        (f"What {known.name} does", _summary(known)),
        (f"Inputs of {known.name}", bullets(_input(known, each) for each in known.inputs)),
        (f"Operations of {known.name}", bullets(map(_operation, known.operations))),
        (f"Outputs of {known.name}", bullets(_output(known, each) for each in known.outputs)),
        (f"Pitfalls of {known.name}", "\n".join(map(prose, known.pitfalls))),
        (f"Example of {known.name}", _example(known)),
    )
    # What cannot be used needs no reference.
    shown = sections if known.registered else sections[:1]
    written = (f"## {heading}\n\n{text}" for heading, text in shown if text)
    return paragraphs(f"# The component {known.name}", *written) + "\n"


def _summary(known: Component) -> str:
    name = code(known.name)
    required = [code(each.name) for each in known.inputs if each.required]
    main = known.main_output
    lines = (
        f"{name} {_predicate(known)}",
        f"{name} is {KINDS[known.kind]}.",
        standing(known),
        f"{name} needs {', '.join(required)}." if required and known.registered else "",
        f"The main output of {name} is {code(main.name)}." if main and known.registered else "",
        f"{name} is {_continued(timing(known))}" if known.registered else "",
        _packages(known),
    )
    return "\n".join(filter(None, lines))


def _packages(known: Component) -> str:
    if not known.packages or not known.registered:
        return ""
    names = ", ".join(map(code, known.packages))
    return (
        f"{code(known.name)} needs the Python packages {names}, which FlowMason does not install."
    )


def _predicate(known: Component) -> str:
    text = _continued(prose(known.description))
    return f"is {text}" if text.startswith("meant ") else text


def _continued(text: str) -> str:
    return text[0].lower() + text[1:].replace(". Calls ", ". It calls ")


def _input(owner: Component, known: Input) -> str:
    said = " ".join((prose(known.description), *behavior(known)))
    keys = " ".join(f"Key {key_line(each)}" for each in known.keys)
    return f"{code(known.name)} of {owner.name} ({nature(known)}): {said} {keys}".rstrip()


def _output(owner: Component, known: Output) -> str:
    where = code(f"{{{{upstream.STAGE.{known.name}}}}}")
    return (
        f"{code(known.name)} of {owner.name} ({type_words(known.type)}): "
        f"{prose(known.description)} Read it as {where}."
    )


def _operation(known: Operation) -> str:
    return " ".join(_operation_parts(known))


def _operation_parts(known: Operation) -> Iterator[str]:
    needs = " and ".join(" or ".join(map(code, each)) for each in known.needs)
    yield f"{code(known.name)} needs {needs}." if needs else f"{code(known.name)} needs no more."
    if known.fills:
        yield f"It fills {', '.join(map(code, known.fills))}."


def _example(known: Component) -> str:
    if known.example is None or not known.usable:
        return ""
    return fenced(json.dumps(known.example, indent=2, ensure_ascii=False), "json")
