"""Templates that do not resolve, in every dialect that people write."""

from typing import Final

from bench.accuracy.faults.known import ends, known_kind
from bench.accuracy.faults.patient import Fault, Patient, Slot, misspelt

Places = tuple[str, ...] | None
UPSTREAM_PARTS = 3


def _upstream(patient: Patient) -> tuple[Slot, str, str] | None:
    """A template that reads a field of another stage, with the stage and the rest."""
    fits = [
        slot
        for slot in patient.templates("upstream.")
        if slot.path.count(".") >= UPSTREAM_PARTS - 1
    ]
    if not fits:
        return None
    slot = patient.dice.pick(fits)
    _, stage, rest = slot.path.split(".", 2)
    return slot, stage, rest


def _dialect(form: str) -> Fault:
    """Write a reference to a stage in a form of another tool or document."""

    def apply(patient: Patient) -> Places:
        found = _upstream(patient)
        if found is None:
            return None
        slot, stage, rest = found
        slot.rewrite(form.format(stage=stage, field=rest))
        return (slot.pointer,)

    return Fault(apply)


def _instead(form: str, root: str = "input.") -> Fault:
    """Write something else between the braces; `{path}` and `{tail}` stand for what was there."""

    def apply(patient: Patient) -> Places:
        slot = patient.some_template(root)
        if slot is None:
            return None
        slot.rewrite(form.format(path=slot.path, tail=slot.path.rsplit(".", 1)[-1]))
        return (slot.pointer,)

    return Fault(apply)


def _literal(form: str) -> Fault:
    """Write the reference so that the engine takes it for plain text."""

    def apply(patient: Patient) -> Places:
        slot = patient.some_template()
        if slot is None:
            return None
        slot.put(slot.value.replace("{{", "\0").replace("}}", "\1"))
        slot.put(
            slot.value.replace("\0", form.split("x", maxsplit=1)[0]).replace(
                "\1", form.split("x")[1]
            )
        )
        return (slot.pointer,)

    return Fault(apply, "inert")


def misspelt_stage(patient: Patient) -> Places:
    """A typing mistake in the id of a stage that is referred to."""
    found = _upstream(patient)
    if found is None:
        return None
    slot, stage, rest = found
    wrong = misspelt(stage, patient.dice)
    if wrong in patient.ids:
        return None
    slot.rewrite(f"upstream.{wrong}.{rest}")
    return (slot.pointer,)


def misspelt_field(patient: Patient) -> Places:
    """A typing mistake in an output field."""
    found = _upstream(patient)
    if found is None:
        return None
    slot, stage, rest = found
    slot.rewrite(f"upstream.{stage}.{misspelt(rest, patient.dice)}")
    return (slot.pointer,)


def foreign_field(patient: Patient) -> Places:
    """An output field that other components have, but not this one."""
    found = _upstream(patient)
    if found is None:
        return None
    slot, stage, _ = found
    names = ["output", "text", "result", "content", "response", "summary", "data", "value", "body"]
    slot.rewrite(f"upstream.{stage}.{patient.dice.pick(names)}")
    return (slot.pointer,)


def deeper_field(patient: Patient) -> Places:
    """A path that goes on inside a text or a number."""
    fits = [slot for slot in patient.templates() if ends(patient, slot.path)]
    if not fits:
        return None
    slot = patient.dice.pick(fits)
    slot.rewrite(f"{slot.path}.{patient.dice.pick(['text', 'value', '0', 'length'])}")
    return (slot.pointer,)


def misspelt_input(patient: Patient) -> Places:
    """A typing mistake in the name of an input that the file declares."""
    if "input_schema" not in patient.pipeline and "sample_input" not in patient.pipeline:
        return None
    slot = patient.some_template("input.")
    if slot is None:
        return None
    name, *rest = slot.path.split(".")[1:]
    slot.rewrite(".".join(["input", misspelt(name, patient.dice), *rest]))
    return (slot.pointer,)


def unknown_stage(patient: Patient) -> Places:
    """A reference to a stage that does not exist."""
    slot = patient.some_template()
    if slot is None:
        return None
    slot.rewrite(f"upstream.{patient.dice.pick(['final', 'step_9', 'previous', 'result'])}.content")
    return (slot.pointer,)


def own_output(patient: Patient) -> Places:
    """A stage that refers to its own output."""
    slot = patient.some_template()
    if slot is None:
        return None
    slot.rewrite(f"upstream.{patient.ids[slot.stage]}.content")
    return (slot.pointer,)


def later_stage(patient: Patient) -> Places:
    """A reference to a stage that waits for this one."""
    slot = patient.some_template()
    if slot is None:
        return None
    here = patient.ids[slot.stage]
    later = [one for one in patient.ids if here in patient.before(one)]
    if not later:
        return None
    slot.rewrite(f"upstream.{patient.dice.pick(later)}")
    return (slot.pointer,)


def unrelated_stage(patient: Patient) -> Places:
    """A reference to a stage that nobody waits for; whether it has run is a matter of luck."""
    slot = patient.some_template()
    if slot is None:
        return None
    here = patient.ids[slot.stage]
    related = patient.before(here) | {one for one in patient.ids if here in patient.before(one)}
    others = [one for one in patient.ids if one not in related and one != here]
    if not others:
        return None
    slot.put(f"Compare with {{{{upstream.{patient.dice.pick(others)}}}}}")
    return (slot.pointer, patient.at(slot.stage, "depends_on"), patient.at(slot.stage))


def template_in_wrong_place(patient: Patient) -> Places:
    """A template where the engine resolves none."""
    index = patient.some_stage()
    if index is None:
        return None
    key = patient.dice.pick(["component_type", "depends_on"])
    value = "{{input.component}}" if key == "component_type" else ["{{input.stage}}"]
    patient.stages[index][key] = value
    place = patient.at(index, key)
    return (place, f"{place}/0") if key == "depends_on" else (place,)


def template_in_key(patient: Patient) -> Places:
    """A template in the name of a configuration key, which nothing resolves."""
    index = patient.some_stage()
    if index is None:
        return None
    config = patient.stages[index]["config"]
    key = patient.dice.pick(list(config))
    wrong = "{{input." + key + "}}"
    config[wrong] = config.pop(key)
    return (patient.at(index, "config", wrong), patient.at(index, "config"), patient.at(index))


def declared_but_not_given(patient: Patient) -> Places:
    """An input that the schema declares and that the sample input leaves out."""
    sample = patient.pipeline.get("sample_input")
    schema = patient.pipeline.get("input_schema")
    slot = patient.some_template("input.")
    if slot is None or sample is None or schema is None:
        return None
    name = slot.path.split(".")[1]
    if sample.pop(name, None) is None:
        return None
    if name in schema.get("required", ()):
        schema["required"].remove(name)
    if patient.dice.chance(0.5):
        schema["properties"][name]["default"] = "something"
    return (slot.pointer, f"/input_schema/properties/{name}", "/sample_input")


def sample_of_another_type(patient: Patient) -> Places:
    """A sample value of another type than the schema says, where the type matters."""
    sample = patient.pipeline.get("sample_input")
    fits = [slot for slot in patient.templates("input.", whole=True) if slot.path.count(".") == 1]
    fits = [slot for slot in fits if known_kind(patient, slot.path) == "text"]
    if sample is None or not fits:
        return None
    slot = patient.dice.pick(fits)
    name = slot.path.split(".")[1]
    sample[name] = patient.dice.pick([42, ["a", "b"], {"text": "a"}, None, True])
    declared = f"/input_schema/properties/{name}"
    return (slot.pointer, f"/sample_input/{name}", declared, f"{declared}/type")


def nested_but_not_given(patient: Patient) -> Places:
    """A part of an input object that the sample leaves out."""
    sample = patient.pipeline.get("sample_input")
    fits = [slot for slot in patient.templates("input.") if slot.path.count(".") > 1]
    if sample is None or not fits:
        return None
    slot = patient.dice.pick(fits)
    *parents, last = slot.path.split(".")[1:]
    holder = sample
    for part in parents:
        holder = holder.get(part) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or holder.pop(last, None) is None:
        return None
    place = "".join(f"/{part}" for part in parents)
    return (slot.pointer, f"/sample_input{place}/{last}", f"/sample_input{place}")


TEMPLATES: Final[dict[str, Fault]] = {
    "stages-dialect-output": _dialect("stages.{stage}.output.{field}"),
    "stages-dialect": _dialect("stages.{stage}.{field}"),
    "steps-dialect": _dialect("steps.{stage}.outputs.{field}"),
    "stage-id-output": _dialect("{stage}.output.{field}"),
    "stage-id-first": _dialect("{stage}.{field}"),
    "bare-stage-id": _dialect("{stage}"),
    "upstream-output": _dialect("upstream.{stage}.output.{field}"),
    "upstream-outputs": _dialect("upstream.{stage}.outputs.{field}"),
    "upstream-result": _dialect("upstream.{stage}.result.{field}"),
    "upstream-spelt-wrong": _dialect("upsteam.{stage}.{field}"),
    "upstream-spaces": _dialect("upstream . {stage} . {field}"),
    "upstream-index": _dialect("upstream.{stage}.{field}[0]"),
    "upstream-dot-index": _dialect("upstream.{stage}.{field}.0"),
    "upstream-subscript": _dialect("upstream['{stage}'].{field}"),
    "upstream-dash-field": _dialect("upstream.{stage}.{field}-text"),
    "upstream-too-short": _dialect("upstream.{field}"),
    "previous-dialect": _dialect("previous.{field}"),
    "bare-name": _instead("{tail}"),
    "dollar-root": _instead("$.{path}"),
    "inputs-root": _instead("inputs.{tail}"),
    "upper-root": _instead("INPUT.{tail}"),
    "pipeline-root": _instead("pipeline.{path}"),
    "variables-root": _instead("variables.{tail}"),
    "secrets-root": _instead("secrets.{tail}", ""),
    "config-root": _instead("config.{tail}", ""),
    "item-outside-loop": _instead("item.{tail}"),
    "context-item-outside-loop": _instead("context.order_item.{tail}"),
    "call-now": _instead("now()", ""),
    "call-length": _instead("len({path})", ""),
    "call-json": _instead("{path}.toJSON()", ""),
    "empty-braces": _instead(" ", ""),
    "index": _instead("{path}[0]"),
    "subscript": _instead('input["{tail}"]'),
    "filter": _instead("{path} | upper", ""),
    "filter-tojson": _instead("{path}|tojson", ""),
    "default-filter": _instead('{path} | default("none")', ""),
    "or-default": _instead('{path} or "none"', ""),
    "question-marks": _instead('{path} ?? "none"', ""),
    "ternary": _instead("'a' if {path} else 'b'", ""),
    "comparison": _instead("{path} > 3", ""),
    "addition": _instead("{path} + 1", ""),
    "handlebars-if": _instead("#if {path}", ""),
    "handlebars-each": _instead("#each {path}", ""),
    "triple-brace": _instead("{{{path}", ""),
    "optional-chain": _instead("{path}?.text", ""),
    "environment-bare": _instead("env", ""),
    "environment-deep": _instead("env.APP.NAME", ""),
    "environment-dollar": _instead("$HOME", ""),
    "context-unknown": _instead("context.user", ""),
    "context-input": _instead("context.{path}"),
    "context-upstream": _instead("context.{path}", "upstream."),
    "trailing-dot": _instead("{path}.", ""),
    "double-dot": _instead("input..{tail}"),
    "quoted-path": _instead("'{path}'", ""),
    "json-path": _instead("$input.{tail}"),
    "unclosed-template": _literal("{{x}"),
    "single-braces": _literal("{x}"),
    "dollar-braces": _literal("${x}"),
    "percent-braces": _literal("{%x%}"),
    "misspelt-stage": Fault(misspelt_stage),
    "misspelt-field": Fault(misspelt_field),
    "foreign-field": Fault(foreign_field, "harmless"),
    "deeper-field": Fault(deeper_field),
    "misspelt-input": Fault(misspelt_input),
    "unknown-stage": Fault(unknown_stage),
    "own-output": Fault(own_output),
    "later-stage": Fault(later_stage),
    "unrelated-stage": Fault(unrelated_stage, "harmless"),
    "template-in-wrong-place": Fault(template_in_wrong_place),
    "template-in-key": Fault(template_in_key, "inert"),
    "input-declared-but-not-given": Fault(declared_but_not_given),
    "nested-but-not-given": Fault(nested_but_not_given),
    "sample-of-another-type": Fault(sample_of_another_type),
}
