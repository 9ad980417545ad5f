"""Changes that look like faults and are none: a checker must stay silent about them."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from bench.accuracy.faults.known import controlled, stage_lists
from bench.accuracy.faults.patient import Fault, Patient, Slot
from bench.accuracy.fields import Field, components

Places = tuple[str, ...] | None
LITERAL_BRACES: Final = (
    ' Answer like {"label": "x", "scores": {"a": 1}}',
    " (in LaTeX: \\frac{a}{b})",
    " Use the pattern {0} of {1}.",
    " Curly braces { and } are fine.",
    ' Example: [{"id": 1, "tags": []}, {}]',
    " Prices start at $5.",
)


def _field(kinds: Sequence[str], change: Callable[[Any], object]) -> Fault:
    """Write the value of a field of these kinds in another way that means the same."""

    def apply(patient: Patient) -> Places:
        fits = [
            (index, field.name)
            for index, field in _written(patient)
            if field.kind in kinds and "{{" not in json.dumps(_config(patient, index)[field.name])
        ]
        for index, name in patient.dice.shuffled(fits):
            config = _config(patient, index)
            changed = change(config[name])
            if changed is not None and changed != config[name]:
                config[name] = changed
                return (patient.at(index, "config", name),)
        return None

    return Fault(apply, "harmless")


def _written(patient: Patient) -> list[tuple[int, Field]]:
    return [
        (index, field)
        for index, stage in enumerate(patient.stages)
        for field in components()[stage["component_type"]].inputs.values()
        if field.name in stage["config"]
    ]


def _config(patient: Patient, index: int) -> dict[str, Any]:
    config: dict[str, Any] = patient.stages[index]["config"]
    return config


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _as_fraction(value: object) -> object:
    return f"{value}.0" if isinstance(value, int) and not isinstance(value, bool) else None


def _as_word(value: object) -> object:
    return {True: "Yes", False: "off"}[value] if isinstance(value, bool) else None


def _as_json(value: object) -> object:
    return json.dumps(value, indent=1) if isinstance(value, list | dict) else None


def _as_other_case(value: object) -> object:
    return value.swapcase() if isinstance(value, str) else None


def _text(change: Callable[[Slot, Patient], str]) -> Fault:
    """Change a text with a template so that it still resolves."""

    def apply(patient: Patient) -> Places:
        slot = patient.some_template()
        if slot is None:
            return None
        slot.put(change(slot, patient))
        return (slot.pointer,)

    return Fault(apply, "harmless")


def _prompt(additions: Sequence[str]) -> Fault:
    """Add some words to a prompt."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage("generator")
        if index is None:
            return None
        _config(patient, index)["prompt"] += patient.dice.pick(additions)
        return (patient.at(index, "config", "prompt"),)

    return Fault(apply, "harmless")


def null_for_optional(patient: Patient) -> Places:
    """An optional field that says null."""
    fits = [(n, one.name) for n, one in _written(patient) if one.optional and not one.required]
    quiet = [(n, name) for n, name in fits if "expression" not in name and name != "condition"]
    quiet = [(n, name) for n, name in quiet if components_are_free(patient, n)]
    if not quiet:
        return None
    index, name = patient.dice.pick(quiet)
    _config(patient, index)[name] = None
    return (patient.at(index, "config", name),)


def components_are_free(patient: Patient, index: int) -> bool:
    """Whether a stage asks a model, where no option depends on another."""
    free = {"generator", "chat", "combiner", "rewriter", "summarizer", "translator", "improver"}
    return patient.stages[index]["component_type"] in free


def implied_dependency_left_out(patient: Patient) -> Places:
    """A dependency that follows from another one, left out."""
    for index, stage in enumerate(patient.stages):
        for one in stage.get("depends_on", []):
            others = [other for other in stage["depends_on"] if other != one]
            if any(one in patient.before(other) for other in others):
                stage["depends_on"] = others
                return (patient.at(index, "depends_on"),)
    return None


def implied_dependency(patient: Patient) -> Places:
    """A dependency that follows from another one, written down."""
    for index in patient.dice.shuffled(range(len(patient.stages))):
        stage = patient.stages[index]
        implied = patient.before(stage["id"]) - set(stage.get("depends_on", []))
        if implied:
            stage["depends_on"].append(min(implied))
            return (patient.at(index, "depends_on"),)
    return None


def order_only(patient: Patient) -> Places:
    """A dependency for the sake of order."""
    free = [one for one in patient.ids if one not in controlled(patient)]
    free = [one for one in free if not patient.stage(one)["config"].get("loop_stages")]
    for later in patient.dice.shuffled(free):
        for earlier in free:
            ordered = later in patient.before(earlier) or earlier in patient.before(later)
            if earlier != later and not ordered:
                patient.stage(later).setdefault("depends_on", []).append(earlier)
                return (patient.at(patient.index(later), "depends_on"),)
    return None


def stages_in_any_order(patient: Patient) -> Places:
    """The same stages in another order."""
    patient.stages.reverse()
    return ("/stages",)


def given_but_not_declared(patient: Patient) -> Places:
    """An input that the sample has and the schema does not mention."""
    schema = patient.pipeline.get("input_schema")
    slot = patient.some_template("input.")
    if schema is None or slot is None or "sample_input" not in patient.pipeline:
        return None
    name = slot.path.split(".")[1]
    schema["properties"].pop(name, None)
    if name in schema.get("required", ()):
        schema["required"].remove(name)
    return (slot.pointer,)


def number_given_as_text(patient: Patient) -> Places:
    """A number that the sample gives as text, where it only ever stands in a text."""
    sample: dict[str, Any] = patient.pipeline.get("sample_input", {})
    whole = {slot.path for slot in patient.templates("input.", whole=True)}
    numbers = [
        key
        for key, value in sample.items()
        if _as_text(value) is not None and f"input.{key}" not in whole
    ]
    if not numbers:
        return None
    key = patient.dice.pick(numbers)
    sample[key] = str(sample[key])
    return (f"/sample_input/{key}",)


def no_schema(patient: Patient) -> Places:
    """A sample input without a schema."""
    if "sample_input" not in patient.pipeline:
        return None
    return ("/input_schema",) if patient.pipeline.pop("input_schema", None) else None


def no_sample(patient: Patient) -> Places:
    """A schema without a sample input."""
    if "input_schema" not in patient.pipeline:
        return None
    return ("/sample_input",) if patient.pipeline.pop("sample_input", None) else None


def renamed_everywhere(patient: Patient) -> Places:
    """A stage with an unusual id, and all who name it."""
    old = patient.dice.pick(patient.ids)
    new = patient.dice.pick(["2nd-draft", "__x", "Étape_1", "a--b", "UPPER", "input_schema", "9"])
    if new in patient.ids:
        return None
    index = patient.index(old)
    patient.stages[index]["id"] = new
    for stage in patient.stages:
        needed = stage.get("depends_on", [])
        needed[:] = [new if one == old else one for one in needed]
        for key, ids in stage_lists(stage["config"]).items():
            if old in ids:
                _put_list(stage["config"], key, [new if one == old else one for one in ids])
    reference = re.compile(rf"(\bupstream\.){re.escape(old)}(?=[.\s}}])")
    for slot in patient.slots():
        slot.put(reference.sub(rf"\g<1>{new}", slot.value))
    if patient.pipeline.get("output_stage_id") == old:
        patient.pipeline["output_stage_id"] = new
    return (patient.at(index, "id"),)


def _put_list(config: dict[str, Any], key: str, ids: list[str]) -> None:
    if key.startswith("routes/"):
        config["routes"][key.removeprefix("routes/")] = ids
    else:
        config[key] = ids


def _top(key: str, value: object) -> Fault:
    """Add a key that is there for people or tools."""

    def apply(patient: Patient) -> Places:
        patient.pipeline[key] = value
        return (f"/{key}",)

    return Fault(apply, "harmless")


def _stage(key: str, value: object) -> Fault:
    """Add a key that is there for people or tools."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage()
        if index is None:
            return None
        patient.stages[index][key] = value
        return (patient.at(index, key),)

    return Fault(apply, "harmless")


NUMBERS: Final = ("int", "float")
NEAR_MISSES: Final[dict[str, Fault]] = {
    "number-as-text": _field(NUMBERS, _as_text),
    "whole-number-with-fraction": _field(["int"], _as_fraction),
    "flag-as-word": _field(["bool"], _as_word),
    "list-as-json": _field(["list"], _as_json),
    "object-as-json": _field(["object"], _as_json),
    "choice-in-other-case": _field(["choice"], _as_other_case),
    "null-for-optional": Fault(null_for_optional, "harmless"),
    "template-with-spaces": _text(
        lambda slot, _: slot.value.replace("{{", "{{  ").replace("}}", "\t}}")
    ),
    "template-over-lines": _text(
        lambda slot, _: slot.value.replace("{{", "{{\n").replace("}}", "\n}}")
    ),
    "template-in-blanks": _text(lambda slot, _: f"  {slot.value}  "),
    "template-twice": _text(lambda slot, _: slot.value if slot.is_whole else slot.value * 2),
    "literal-braces": _prompt(LITERAL_BRACES),
    "unknown-environment": _prompt([" {{env.HOUSE_STYLE}}", "\n{{ env.a_b }}"]),
    "unicode": _prompt([" 🙂 naïve Ω", " \u2028 line", " \\u0041", ' "quoted" \\ back', " \t tab"]),
    "implied-dependency-left-out": Fault(implied_dependency_left_out, "harmless"),
    "implied-dependency": Fault(implied_dependency, "harmless"),
    "order-only": Fault(order_only, "harmless"),
    "stages-in-any-order": Fault(stages_in_any_order, "harmless"),
    "given-but-not-declared": Fault(given_but_not_declared, "harmless"),
    "number-given-as-text": Fault(number_given_as_text, "harmless"),
    "no-schema": Fault(no_schema, "harmless"),
    "no-sample": Fault(no_sample, "harmless"),
    "renamed-everywhere": Fault(renamed_everywhere, "harmless"),
    "schema-address": _top("$schema", "https://flowmason.dev/schemas/pipeline.schema.json"),
    "tags": _top("tags", ["draft", "größe"]),
    "output-schema": _top("output_schema", {"type": "object", "properties": {}, "required": []}),
    "metadata": _top("metadata", {"problem": {"use_case": "answer mail"}}),
    "long-description": _top("description", "words " * 400),
    "template-in-description": _top("description", "Fills {{input.x}} into {{upstream.y.z}}."),
    "position": _stage("position", {"x": 10.5, "y": -4}),
    "stage-name": _stage("name", "Ein Schritt / a step"),
}
