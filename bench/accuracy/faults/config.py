"""Components that do not exist, and configurations that they do not take."""

from collections.abc import Sequence
from typing import Final

from bench.accuracy.faults.patient import Fault, IfRuns, Patient, misspelt
from bench.accuracy.fields import UNUSED, Field, components

Places = tuple[str, ...] | None
ABSENT: Final = object()
NUMBERS: Final = ("int", "float")


def _component(*names: str) -> Fault:
    """Name a component that is not registered; `{}` stands for the right name."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage()
        if index is None:
            return None
        stage = patient.stages[index]
        right = stage["component_type"]
        wrong = patient.dice.pick(names).format(right)
        if wrong == right:
            return None
        stage["component_type"] = wrong
        return (patient.at(index, "component_type"),)

    return Fault(apply)


def _rewritten(old: str, new: str) -> Fault:
    """Spell a component's name with another separator."""

    def apply(patient: Patient) -> Places:
        fits = [n for n, one in enumerate(patient.stages) if old in one["component_type"]]
        if not fits:
            return None
        index = patient.dice.pick(fits)
        stage = patient.stages[index]
        stage["component_type"] = stage["component_type"].replace(old, new)
        return (patient.at(index, "component_type"),)

    return Fault(apply)


def misspelt_component(patient: Patient) -> Places:
    """A typing mistake in the name of a component."""
    index = patient.some_stage()
    if index is None:
        return None
    wrong = misspelt(patient.stages[index]["component_type"], patient.dice)
    if wrong in components():
        return None
    patient.stages[index]["component_type"] = wrong
    return (patient.at(index, "component_type"),)


def capital_component(patient: Patient) -> Places:
    """The name of a component with a capital letter."""
    index = patient.some_stage()
    if index is None:
        return None
    stage = patient.stages[index]
    stage["component_type"] = stage["component_type"].title()
    return (patient.at(index, "component_type"),)


def other_component(patient: Patient) -> Places:
    """Another registered component with the configuration of this one."""
    index = patient.some_stage()
    if index is None:
        return None
    stage = patient.stages[index]
    stage["component_type"] = patient.dice.pick(sorted(components()))
    places = [patient.at(index, "config"), patient.at(index)]
    wanted = components()[stage["component_type"]].inputs.values()
    missing = [one.name for one in wanted if one.required and one.name not in stage["config"]]
    places += [patient.at(index, "config", name) for name in [*missing, *stage["config"]]]
    return (*places, patient.at(index, "component_type"))


def _required(change: str) -> Fault:
    """Take away, misspell or respell a required key."""

    def apply(patient: Patient) -> Places:
        fits = [
            (index, name)
            for index, stage in enumerate(patient.stages)
            for name, field in components()[stage["component_type"]].inputs.items()
            if field.required and name in stage["config"]
        ]
        if not fits:
            return None
        index, name = patient.dice.pick(fits)
        config = patient.stages[index]["config"]
        value = config.pop(name)
        here, stage = patient.at(index, "config"), patient.at(index)
        if change == "missing":
            return (f"{here}/{name}", here, stage)
        wrong = {
            "misspelt": misspelt(name, patient.dice),
            "plural": f"{name}s",
            "capital": name.title(),
            "other": patient.dice.pick(["input", "text", "value", "source", "content", "prompt"]),
        }[change]
        if wrong == name or wrong in config:
            return None
        config[wrong] = value
        return (f"{here}/{wrong}", f"{here}/{name}", here, stage)

    return Fault(apply)


def _optional(change: str) -> Fault:
    """Misspell an optional key, or add one that the component does not know."""

    def apply(patient: Patient) -> Places:
        fits = [
            (index, name)
            for index, stage in enumerate(patient.stages)
            for name, field in components()[stage["component_type"]].inputs.items()
            if not field.required and name in stage["config"]
        ]
        if change == "unknown":
            index = patient.some_stage()
            name = patient.dice.pick(
                ["model", "provider", "verbose", "retries", "top_p", "tone_of"]
            )
        elif fits:
            index, name = patient.dice.pick(fits)
        else:
            return None
        if index is None:
            return None
        config = patient.stages[index]["config"]
        known = components()[patient.stages[index]["component_type"]].inputs
        wrong = name if change == "unknown" else misspelt(name, patient.dice)
        if wrong in known:
            return None
        config[wrong] = config.pop(name, "x")
        return (patient.at(index, "config", wrong), patient.at(index, "config"), patient.at(index))

    return Fault(apply, "inert")


def _value(kinds: Sequence[str], values: Sequence[object], if_runs: IfRuns) -> Fault:
    """Give a field of one of the kinds one of the values."""

    def apply(patient: Patient) -> Places:
        fits = _places(patient, kinds)
        if not fits:
            return None
        index, field = patient.dice.pick(fits)
        patient.stages[index]["config"][field.name] = patient.dice.pick(values)
        here = patient.at(index, "config", field.name)
        return (here, f"{here}/0", f"{here}/a", patient.at(index, "config"))

    return Fault(apply, if_runs)


def _places(patient: Patient, kinds: Sequence[str]) -> list[tuple[int, Field]]:
    """Fields of these kinds that are written or, if they are numbers and flags, could be."""
    return [
        (index, field)
        for index, stage in enumerate(patient.stages)
        for field in components()[stage["component_type"]].inputs.values()
        if field.kind in kinds
        and f"{stage['component_type']}.{field.name}" not in UNUSED
        and (field.name in stage["config"] or field.kind in {"int", "float", "bool", "choice"})
    ]


def name_with_hyphen(patient: Patient) -> Places:
    """A variable whose name is no identifier."""
    index = patient.some_stage("variable_set")
    if index is None:
        return None
    wrong = patient.dice.pick(["order-total", "2nd", "my name", "größe", "a.b", ""])
    patient.stages[index]["config"]["name"] = wrong
    return (patient.at(index, "config", "name"),)


def one_candidate(patient: Patient) -> Places:
    """A list that is shorter than its component takes."""
    index = patient.some_stage("combiner", "selector")
    if index is None:
        return None
    config = patient.stages[index]["config"]
    key = "inputs" if "inputs" in config else "candidates"
    config[key] = patient.dice.pick([["only one"], [], '["one"]'])
    return (patient.at(index, "config", key),)


def number_in_texts(patient: Patient) -> Places:
    """A number, a null or an object inside a list or an object of texts."""
    fits = [
        (index, field.name)
        for index, stage in enumerate(patient.stages)
        for field in components()[stage["component_type"]].inputs.values()
        if field.inner == "text" and isinstance(stage["config"].get(field.name), list | dict)
    ]
    if not fits:
        return None
    index, name = patient.dice.pick(fits)
    value = patient.stages[index]["config"][name]
    wrong = patient.dice.pick([3, True, None, {"a": 1}, ["x"], 2.5])
    if isinstance(value, list):
        key: object = len(value)
        value.append(wrong)
    else:
        key = "extra"
        value["extra"] = wrong
    here = patient.at(index, "config", name)
    return (f"{here}/{key}", here)


def destination(patient: Patient) -> Places:
    """A destination of an unknown type, or one that lacks what every destination needs."""
    index = patient.some_stage("output_router", "error_router")
    if index is None:
        return None
    target = patient.stages[index]["config"]["destinations"][0]
    here = patient.at(index, "config", "destinations", 0)
    if patient.dice.chance(0.5):
        target["type"] = patient.dice.pick(["slack", "Webhook", "http", "queue"])
        return (f"{here}/type",)
    key = patient.dice.pick(["id", "name", "config", "type"])
    del target[key]
    return (f"{here}/{key}", here)


def address(patient: Patient) -> Places:
    """A request to an address that is none."""
    index = patient.some_stage("http_request")
    if index is None:
        return None
    wrong = [
        "/v1/items",
        "",
        "www.example.com/x",
        "ftp://example.com/x",
        "htps://example.com",
        "://x",
    ]
    patient.stages[index]["config"]["url"] = patient.dice.pick(wrong)
    return (patient.at(index, "config", "url"),)


def silent_destination(patient: Patient) -> Places:
    """An error notice whose destinations want no errors."""
    index = patient.some_stage("error_router")
    if index is None:
        return None
    targets = patient.stages[index]["config"]["destinations"]
    place = patient.dice.number(0, len(targets) - 1)
    targets[place].pop("on_error")
    here = patient.at(index, "config", "destinations")
    return (f"{here}/{place}", f"{here}/{place}/on_error", here)


def _operation(component: str, *wrong: str) -> Fault:
    """An operation that a connector or transformer does not know."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage(component)
        if index is None:
            return None
        patient.stages[index]["config"]["operation"] = patient.dice.pick(wrong)
        return (patient.at(index, "config", "operation"),)

    return Fault(apply, "inert")


CONFIG: Final[dict[str, Fault]] = {
    "component-hyphens": _rewritten("_", "-"),
    "component-camel": _rewritten("_", ""),
    "component-misspelt": Fault(misspelt_component),
    "component-capital": Fault(capital_component),
    "component-invented": _component("synthesizer", "notifier", "llm", "prompt", "agent", "map"),
    "component-not-registered": _component("retriever", "knowledge_query", "transcriber"),
    "component-version": _component("{}@1.0.0", "flowmason.{}", "core/{}"),
    "component-with-space": _component(" {}", "{} ", "{}_node"),
    "component-empty": _component(""),
    "component-of-another-kind": Fault(other_component),
    "required-missing": _required("missing"),
    "required-misspelt": _required("misspelt"),
    "required-plural": _required("plural"),
    "required-capital": _required("capital"),
    "required-other-name": _required("other"),
    "optional-misspelt": _optional("misspelt"),
    "option-unknown": _optional("unknown"),
    "int-word": _value(["int"], ["many", "ten", "", "5 items", "1,000"], "harmless"),
    "int-fraction": _value(["int"], [3.5, "3.5", 0.1, "1e-1"], "harmless"),
    "int-structure": _value(["int"], [[5], {"value": 5}, None], "harmless"),
    "int-spelling": _value(["int"], ["12", 12.0, "12.0", " 12 ", "1e1", True], "harmless"),
    "number-out-of-bounds": _value(NUMBERS, [-1, 0, 10**9, 2.5, 99999, "-3"], "harmless"),
    "float-word": _value(["float"], ["hot", "0,7", "", "70%", "inf"], "harmless"),
    "float-structure": _value(["float"], [[0.5], {"v": 1}, None], "harmless"),
    "float-spelling": _value(["float"], ["0.5", 1, " 1.0 ", "1e0", True], "harmless"),
    "bool-expression": _value(
        ["bool"], ["value > 3", "maybe", "", "null", "y", "nope"], "harmless"
    ),
    "bool-number": _value(["bool"], [1, 0, 1.0, None, []], "harmless"),
    "bool-spelling": _value(["bool"], ["yes", " On", "0", "Disabled", "TRUE"], "harmless"),
    "choice-unknown": _value(["choice"], ["FETCH", "verbose", "fatal", "", "get "], "harmless"),
    "choice-other-type": _value(["choice"], [1, True, ["GET"], None, {}], "harmless"),
    "text-number": _value(["text"], [7, 0, 3.5, True, False], "unclear"),
    "text-structure": _value(["text"], [["a"], {"a": 1}, [], {}], "unclear"),
    "text-null": _value(["text"], [None], "unclear"),
    "list-text": _value(["list"], ["a, b", "a", "- a\n- b", "['a']", ""], "unclear"),
    "list-object": _value(["list"], [{"a": 1}, {}, '{"a": 1}'], "unclear"),
    "list-scalar": _value(["list"], [3, True, None, 0.5], "unclear"),
    "object-text": _value(["object"], ["a: 1", "{'a': 1}", "none", ""], "unclear"),
    "object-list": _value(["object"], [["a"], [], "[1]"], "unclear"),
    "object-scalar": _value(["object"], [3, False, None], "unclear"),
    "any-null": _value(["any"], [None], "unclear"),
    "variable-name": Fault(name_with_hyphen),
    "one-candidate": Fault(one_candidate),
    "number-in-texts": Fault(number_in_texts),
    "destination": Fault(destination),
    "destination-silent": Fault(silent_destination, "lost"),
    "address": Fault(address),
    "operation-postgres": _operation("postgres", "select", "QUERY", "insert"),
    "operation-mongodb": _operation("mongodb", "findOne", "search", "insert"),
    "operation-redis": _operation("redis", "GET", "put", "fetch"),
    "operation-s3": _operation("s3", "get", "put", "read"),
    "operation-file": _operation("local_file", "open", "load", "cat"),
    "operation-pandas": _operation("pandas", "select", "agg", "join"),
}
