"""The recipe for `json_transform`, in each of the ways that it works."""

import json
from typing import Any

import jmespath

from bench.accuracy.draft import Draft
from bench.accuracy.expressions import inner_path, query
from bench.accuracy.nodes import INT, LIST, MAYBE, OBJECT, Made
from bench.accuracy.source import PRINTABLE, STRUCTURES, UNKNOWN, Output, Source, of


def json_transform(draft: Draft) -> Made | None:
    """A value picked out of another one."""
    forms = {
        "expression": _expression,
        "mapping": _mapping,
        "flatten": _flatten,
        "parse": _parsed,
        "reply": _reply,
    }
    return forms[draft.dice.weighted(list(forms), [4, 3, 1, 1, 1])](draft)


def known_object(draft: Draft) -> tuple[str, dict[str, Any]] | None:
    """A template for an object whose content is certain, and that content."""
    source = draft.find(["object"], lambda one: isinstance(one.known, dict) and bool(one.known))
    if source is None or not isinstance(source.known, dict):
        return None
    return draft.ref(source), source.known


def _transformed(config: dict[str, Any], result: Output) -> Made:
    return Made(config, {"result": result, "fields_mapped": INT, "fields_missing": LIST})


def _flatten(draft: Draft) -> Made | None:
    found = known_object(draft)
    return _transformed({"data": found[0], "flatten": True}, OBJECT) if found else None


def _mapping(draft: Draft) -> Made | None:
    found = known_object(draft)
    if found is None:
        return None
    template, known = found
    paths = [inner_path(draft.dice, known) for _ in range(draft.dice.number(1, 3))]
    names = draft.dice.some(["who", "first one", "größe", "total", "x-ref"], len(paths), len(paths))
    mapping = {name: path for name, (path, _) in zip(names, paths, strict=True)}
    config: dict[str, Any] = {"data": template, "mapping": mapping}
    result = of({name: value for name, (_, value) in zip(names, paths, strict=True)})
    if draft.dice.chance(0.3):
        mapping["missing"] = "not.there[0]"
        config["defaults"] = {"missing": draft.literal(1)}
        result = OBJECT
    if len(mapping) > 1 and draft.dice.chance(0.2):
        config["exclude_fields"] = [next(iter(mapping))]
        result = OBJECT
    return _transformed(config, result)


def _expression(draft: Draft) -> Made | None:
    source = draft.find((*PRINTABLE, *STRUCTURES), _is_certain)
    if source is None:
        return None
    expression = query(draft.dice, source.known)
    config: dict[str, Any] = {"data": draft.ref(source), "jmespath_expression": expression}
    if isinstance(source.known, str):
        config["parse_json_strings"] = draft.dice.pick([False, "no"])
    return _transformed(config, of(jmespath.search(expression, source.known)))


def _parsed(draft: Draft) -> Made:
    data = {"label": draft.dice.pick(["a", "b"]), "scores": [1, 2.5]}
    wrapped = draft.dice.pick(["%s", "```json\n%s\n```", "Result: %s."]) % json.dumps(data)
    expression = draft.dice.pick(["label", "scores[1]", "length(scores)", "@"])
    config = {"data": wrapped, "jmespath_expression": expression}
    draft.fill(config, 0.3, parse_json_strings=True)
    return _transformed(config, of(jmespath.search(expression, data)))


def _reply(draft: Draft) -> Made | None:
    """The answer of a model or of a web service; the parts looked for may be missing."""
    source = draft.find(["text", "any"], lambda one: one.known is UNKNOWN and one.stage is not None)
    if source is None:
        return None
    config = {"data": draft.ref(source), "mapping": {"label": "label", "why": "reasons[0].text"}}
    outputs = {"result": OBJECT, "result.label": MAYBE, "result.why": MAYBE, "fields_mapped": INT}
    return Made(config, outputs)


def _is_certain(source: Source) -> bool:
    return source.known is not UNKNOWN and source.known not in ([], {})
