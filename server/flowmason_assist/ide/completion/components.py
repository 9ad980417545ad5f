"""Names of components, for a stage that does not say yet which one does its work."""

from collections.abc import Iterator

from flowmason_assist.catalogue.component import Component, Kind
from flowmason_assist.ide.completion.config import config_snippet
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank, literal
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_RANKS = {Kind.CONNECTOR: Rank.PLAIN, Kind.TRANSFORMER: Rank.PLAIN}
_CONFIG_KEYS = frozenset({"config", "input_mapping"})


def component_names(site: Site) -> Iterator[Item]:
    """Give the components that a stage can use, with a config to fill in if there is none."""
    for known in offered(site):
        edit = site.replace_string(known.name)
        rank = Rank.GOOD if known.source else _RANKS.get(known.kind, Rank.BEST)
        yield Item(
            known.name,
            ItemKind.COMPONENT,
            edit,
            _kind(known),
            rank,
            _with_config(site, known),
            site.comma,
            about=("component", known.name),
        )


def offered(site: Site) -> Iterator[Component]:
    """Give the components that work in a pipeline, and those of the user's own project."""
    return (
        each for each in site.facts.catalogue if each.source or (each.registered and each.usable)
    )


def _kind(known: Component) -> str:
    return "of this project" if known.source else known.kind.value.replace("_", " ")


def _with_config(site: Site, known: Component) -> Edit | None:
    if not _CONFIG_KEYS.isdisjoint(site.present):
        return None
    touched = site.touched
    end = touched.end if touched else site.offset
    opening = "" if site.in_string else '"'
    unit = None if site.on_one_line else site.unit
    space = " " if unit is None else "\n"
    config = f'"config": {config_snippet(site, known, unit)}'
    comma = "," if site.lacks_comma_behind(end) else ""
    written = f'{opening}{literal(known.name)}",{space}{config}{comma}'
    return Edit(Span(site.typed.start, end), written)
