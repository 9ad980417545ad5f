"""Whole stages and whole pipelines to start from."""

import json
from collections.abc import Iterator

from flowmason_assist.catalogue.component import Component, Kind
from flowmason_assist.ide.completion.components import offered
from flowmason_assist.ide.completion.config import config_snippet
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank, filled, literal, numbered
from flowmason_assist.ide.completion.layout import laid_out
from flowmason_assist.ide.completion.paths import main_path
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.describe.component import example_stage
from flowmason_assist.model.pipeline import Stage
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_PIPELINE = """\
{
  "id": "${1:my-pipeline}",
  "name": "${2:My pipeline}",
  "version": "1.0.0",
  "description": "$3",
  "input_schema": {
    "type": "object",
    "properties": {
      "${4:topic}": { "type": "string" }
    },
    "required": ["$4"]
  },
  "stages": [
    {
      "id": "${5:write}",
      "component_type": "generator",
      "config": {
        "prompt": "${6:Write about} {{input.$4}}"
      }
    }
  ],
  "output_stage_id": "$5"
}
"""
_RANKS = {Kind.NODE: Rank.BEST, Kind.CONTROL_FLOW: Rank.GOOD, Kind.OPERATOR: Rank.GOOD}


def new_stages(site: Site) -> Iterator[Item]:
    """Give a stage for each component that works, with what it needs."""
    if site.in_string:
        return
    taken = set(site.facts.flow.stages)
    before = _stage_before(site)
    unit = site.unit if before is None or "\n" in before.text else None
    previous = before.id.value if before and before.id else None
    comma = "," if site.lacks_comma_behind(site.typed.end) else ""
    for known in offered(site):
        stage_id = _free_id(known, taken)
        snippet, short = (_stage(site, known, stage_id, previous, each) for each in (unit, None))
        yield Item(
            known.name,
            ItemKind.SNIPPET,
            Edit(site.typed, f"{filled(short)}{comma}"),
            "new stage",
            _RANKS.get(known.kind, Rank.PLAIN),
            Edit(site.typed, f"{snippet}{comma}"),
            site.comma,
            about=("component", known.name),
        )


def new_pipelines(site: Site) -> Iterator[Item]:
    """Give pipelines for an empty file: a bare one, and an example that runs for each component."""
    span = Span(0, len(site.text))
    plain, snippet = Edit(span, filled(_PIPELINE)), Edit(span, _PIPELINE)
    yield Item("pipeline", ItemKind.SNIPPET, plain, "a new pipeline", Rank.BEST, snippet)
    for known in offered(site):
        if not isinstance(known.example, dict):
            continue
        text = json.dumps(known.example, indent=2, ensure_ascii=False) + "\n"
        detail = str(known.example.get("name", "an example"))
        label = f"pipeline: {known.name}"
        about = ("component", known.name)
        yield Item(label, ItemKind.SNIPPET, Edit(span, text), detail, Rank.PLAIN, about=about)


def _stage(
    site: Site, known: Component, stage_id: str, previous: str | None, unit: str | None
) -> str:
    pairs = [("id", f'"${{1:{literal(stage_id)}}}"'), ("component_type", f'"{known.name}"')]
    if previous is not None:
        pairs.append(("depends_on", f'["${{1:{literal(previous)}}}"]'))
    source = main_path(site, previous) if previous is not None else None
    pairs.append(("config", config_snippet(site, known, unit, source)))
    values = numbered([value for _, value in pairs])
    named = [(name, value) for (name, _), value in zip(pairs, values, strict=True)]
    return laid_out(named, unit)


def _stage_before(site: Site) -> Stage | None:
    before = [each for each in site.facts.pipeline.stages if each.start < site.offset]
    return before[-1].stage if before else None


def _free_id(known: Component, taken: set[str]) -> str:
    example = example_stage(known)
    name = str(example["id"]) if isinstance(example, dict) else known.name
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
