"""What an editor offers at a cursor."""

from collections.abc import Iterable
from dataclasses import dataclass

from flowmason_assist.catalogue.component import Role
from flowmason_assist.ide.completion.components import component_names
from flowmason_assist.ide.completion.config import (
    config_keys,
    config_values,
    in_parameters,
    parameter_input,
)
from flowmason_assist.ide.completion.expressions import expression_items
from flowmason_assist.ide.completion.inputs import (
    undeclared_inputs,
    unlisted_inputs,
    unsampled_inputs,
)
from flowmason_assist.ide.completion.item import MOST_ITEMS, Item
from flowmason_assist.ide.completion.json_schema import (
    in_json_schema,
    keyword_values,
    schema_keywords,
)
from flowmason_assist.ide.completion.new import new_pipelines, new_stages
from flowmason_assist.ide.completion.schema import schema_keys, schema_values
from flowmason_assist.ide.completion.site import Site, Slot, find_site
from flowmason_assist.ide.completion.stages import (
    controlled_stages,
    dependencies,
    output_stages,
    takes_stage_ids,
)
from flowmason_assist.ide.completion.suppressions import (
    is_suppression,
    silenced_rules,
    suppression_keys,
)
from flowmason_assist.ide.completion.templates import opening_at, template_items
from flowmason_assist.ide.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Completions:
    """What is offered, the best first; incomplete when typing on may bring up others."""

    items: tuple[Item, ...]
    is_incomplete: bool = False


def complete(snapshot: Snapshot, offset: int, trigger: str | None = None) -> Completions:
    """Offer what may be inserted at an offset; `trigger` is the character that asked for it."""
    site = find_site(snapshot, offset)
    if site is None or not _is_asked(site, trigger):
        return Completions(())
    items = tuple(sorted(_items(site), key=lambda each: each.rank))
    return Completions(items, is_incomplete=len(items) >= MOST_ITEMS)


def _items(site: Site) -> Iterable[Item]:
    match site.slot:
        case Slot.FILE:
            return new_pipelines(site)
        case Slot.KEY:
            return _keys(site)
        case Slot.VALUE:
            return _values(site)


def _keys(site: Site) -> Iterable[Item]:
    if is_suppression(site):
        return suppression_keys(site)
    if in_json_schema(site):
        return schema_keywords(site)
    if site.stage is not None and in_parameters(site):
        return config_keys(site)
    match site.path:
        case ("input_schema", "properties"):
            return undeclared_inputs(site)
        case ("sample_input",):
            return unsampled_inputs(site)
        case _:
            return schema_keys(site)


def _values(site: Site) -> Iterable[Item]:
    opening = opening_at(site)
    if opening is not None:
        return template_items(site, opening)
    inner = expression_items(site)
    if inner is not None:
        return inner
    if is_suppression(site):
        return silenced_rules(site)
    match site.path:
        case ("stages", int()):
            return new_stages(site)
        case ("output_stage_id",):
            return output_stages(site)
        case ("input_schema", "required", int()):
            return unlisted_inputs(site)
    return schema_values(site) if site.stage is None else _stage_values(site)


def _stage_values(site: Site) -> Iterable[Item]:
    match site.stage_path:
        case ("depends_on", int()):
            return dependencies(site)
        case ("depends_on",) if not site.in_string:
            return dependencies(site)
        case (str(key),) if key in site.facts.reader.component_keys:
            return component_names(site)
    if takes_stage_ids(site):
        return controlled_stages(site)
    if in_json_schema(site):
        return keyword_values(site)
    return config_values(site) if in_parameters(site) else schema_values(site)


def _is_asked(site: Site, trigger: str | None) -> bool:
    """Tell whether a typed character means a question, and not just the character."""
    prefix = site.prefix if site.in_string else ""
    match trigger:
        case "{" if site.in_string:
            return prefix.endswith("{{")
        case ".":
            return site.in_string
        case ":":
            return not site.in_string and site.slot is Slot.VALUE
        case " ":
            before = site.text[max(site.offset - 2, 0) : site.offset].strip()
            return before in ("", ":", ",") if not site.in_string else _reads_words(site)
        case _:
            return True


def _reads_words(site: Site) -> bool:
    known = parameter_input(site)
    return known is not None and known.role in (Role.EXPRESSION, Role.JMESPATH)
