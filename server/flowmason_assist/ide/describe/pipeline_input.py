"""What an input of the pipeline is, and who reads it."""

import json

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.inputs import InputField
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.ide.markdown import code, escape, listed, paragraphs


def pipeline_input(facts: Facts, name: str) -> str | None:
    """Describe an input of the pipeline, None when nothing tells of it."""
    field = facts.inputs.fields.get(name)
    if field is None:
        return None
    return paragraphs(
        f"**{code(f'input.{name}')}** · {type_words(field.type)}, {_standing(field)}",
        _schema_words(facts, name),
        _sample(field),
        _readers(facts, name),
    )


def readers(facts: Facts, name: str) -> list[str]:
    """Give the stages whose templates read an input."""
    found = [each for each in facts.stages if ("input", name) in each.reads]
    return [each.id or "a stage without id" for each in found]


def _standing(field: InputField) -> str:
    if not field.declared:
        return "known from the sample input only"
    return "required" if field.required else "optional"


def _schema_words(facts: Facts, name: str) -> str:
    node = facts.pipeline.root.get("input_schema")
    for step in ("properties", name, "description"):
        node = node.get(step) if node else None
    return escape(node.text) if node and node.text else ""


def _sample(field: InputField) -> str:
    if not field.sampled:
        return ""
    return f"In the sample input: {code(json.dumps(field.sample, ensure_ascii=False))}"


def _readers(facts: Facts, name: str) -> str:
    names = readers(facts, name)
    return f"Read by {listed(names)}." if names else "No stage reads it."
