"""After any edit inside stages, what is known equals what is known of a new text."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.scope import Scope
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

CATALOGUE = load_catalogue(folder("schemas"))
SETTINGS = LintSettings()
IDS = ("a", "b", "c", "d", "e", "f")
FIELDS = (
    "content",
    "result",
    "results",
    "passthrough",
    "data",
    "value",
    "items",
    "condition_value",
)

ids = st.sampled_from(IDS)
paths = st.one_of(
    st.sampled_from(("input.text", "input.rows", "input.nothing", "context.item", "context.row")),
    st.builds("upstream.{}.{}".format, ids, st.sampled_from(FIELDS)),
    st.builds("upstream.{}".format, ids),
)
templates = st.builds("{{{{{}}}}}".format, paths)
values = st.one_of(
    templates,
    st.builds("about {} and {}".format, templates, templates),
    st.sampled_from(("plain", 1, 0.5, True, None, [1, 2], {"k": "{{input.text}}"})),
)
id_lists = st.lists(ids, max_size=3)
SETTINGS_OF: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "generator": {"prompt": values, "temperature": st.sampled_from((0.1, 3, "{{input.text}}"))},
    "rewriter": {"text": values, "tone": values},
    "logger": {"message": values, "passthrough": values},
    "variable_set": {"name": st.just("n"), "value": values, "extract_path": st.just("x")},
    "json_transform": {"data": values, "jmespath_expression": st.sampled_from(("k", "[0]", "x("))},
    "filter": {"data": values, "condition": st.sampled_from(("True", "data['k'] > 1", "x"))},
    "foreach": {
        "items": values,
        "loop_stages": id_lists,
        "item_variable": st.sampled_from(("item", "row")),
        "parallel": st.booleans(),
    },
    "conditional": {
        "condition": values,
        "true_branch_stages": id_lists,
        "false_branch_stages": id_lists,
        "pass_data": values,
    },
    "router": {
        "value": values,
        "routes": st.dictionaries(st.sampled_from(("x", "y")), id_lists, max_size=2),
        "default_route": id_lists,
    },
    "trycatch": {
        "try_stages": id_lists,
        "catch_stages": id_lists,
        "finally_stages": id_lists,
        "error_scope": st.sampled_from(("propagate", "continue")),
    },
    "nonsense": {"x": values},
}


@st.composite
def stages(draw: st.DrawFn) -> dict[str, Any]:
    """Give a stage that is likely to mean something."""
    component = draw(st.sampled_from(tuple(SETTINGS_OF)))
    known = SETTINGS_OF[component]
    names = draw(st.lists(st.sampled_from(tuple(known)), unique=True))
    stage = {
        "id": draw(ids),
        "component_type": component,
        "config": {name: draw(known[name]) for name in names},
        "depends_on": draw(st.lists(ids, max_size=2)),
    }
    return stage | draw(st.sampled_from(({}, {"on_error": "continue"}, {"timeout_ms": 5})))


@st.composite
def edits(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Give a document with one value of one stage changed."""
    edited = copy.deepcopy(document)
    stage = draw(st.sampled_from(edited["stages"]))
    known = SETTINGS_OF[stage["component_type"]]
    what = draw(st.sampled_from((*known, *known, *known, "id", "depends_on", "all")))
    if what in known:
        stage["config"][what] = draw(known[what])
    elif what == "all":
        stage |= draw(stages())
    else:
        stage[what] = draw(ids if what == "id" else st.lists(ids, max_size=2))
    return edited


def linted_anew(text: str, previous: Linted | None = None) -> Linted:
    """Check a text, with the help of what was known before."""
    document = parse_document(text, previous.facts.document if previous else None)
    return lint(document, CATALOGUE, SETTINGS, previous)


def seen(facts: Facts) -> list[tuple[Scope, int | None, Any]]:
    """Give what each stage sees, and the type of what it gives."""
    return [
        (scope, scope.wave, facts.types.of(stage.id or ""))
        for scope, stage in zip(facts.scopes, facts.stages, strict=True)
    ]


@given(st.data(), st.lists(stages(), min_size=2, max_size=7))
def test_nothing_outlives_its_reason(data: st.DataObject, listed: list[dict[str, Any]]) -> None:
    document: dict[str, Any] = {
        "name": "p",
        "input_schema": {"type": "object", "properties": {"text": {"type": "string"}, "rows": {}}},
        "sample_input": {"text": "x", "rows": [{"k": 1}]},
        "stages": listed,
        "output_stage_id": "a",
    }
    linted = linted_anew(json.dumps(document, indent=1))
    for _ in range(4):
        document = data.draw(edits(document))
        text = json.dumps(document, indent=1)
        linted = linted_anew(text, linted)
        fresh = linted_anew(text)

        assert seen(linted.facts) == seen(fresh.facts)
        assert linted.findings == fresh.findings
