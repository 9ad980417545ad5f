"""The input of the run that failed, as far as anybody can tell."""

from typing import Any

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.debug.said import Pasted
from flowmason_assist.assist.scaffold.inputs import make_input
from flowmason_assist.engine.messages import classify


def given_for(facts: Facts, pasted: Pasted) -> dict[str, Any] | None:
    """
    Give the input to try a pipeline with; None where the engine's process makes its own.

    What the pasted text shows counts first. For a file that declares no inputs one is made from
    its templates, without those that the message says were missing.
    """
    if pasted.input is not None:
        return pasted.input
    if facts.inputs.fields or facts.pipeline.root.get("sample_input") is not None:
        return None
    made = make_input(facts)
    for said in pasted.said:
        cause = classify(said.text, said.type)
        groups = cause.groups if cause else {}
        match groups.get("template", "").split("."):
            case ("input", name, *_) if groups.get("key") == name:
                made.pop(name, None)
    return made or None
