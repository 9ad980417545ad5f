"""Codes of rules, where a file silences them under `x-flowmason-assist`."""

from collections.abc import Iterator

from flowmason_assist.ide.completion.item import Item, ItemKind, Rank
from flowmason_assist.ide.completion.keys import key_item
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.completion.stages import listed_already
from flowmason_assist.lint.load import all_rules
from flowmason_assist.lint.suppress import KEY


def is_suppression(site: Site) -> bool:
    """Tell whether the place is among what a file or a stage silences."""
    return KEY in (site.path[:1] + site.stage_path[:1])


def suppression_keys(site: Site) -> Iterator[Item]:
    """Give the only key that is known there."""
    if site.path[-1] == KEY and "ignore" not in site.present:
        yield key_item(site, "ignore", '["$1"]', detail="codes of rules to silence")


def silenced_rules(site: Site) -> Iterator[Item]:
    """Give the codes of the rules; those that have found something here come first."""
    found = {each.code for each in site.snapshot.findings}
    taken = listed_already(site)
    for rule in all_rules():
        if rule.code not in taken and isinstance(site.path[-1], int):
            rank = Rank.BEST if rule.code in found else Rank.FAR
            edit = site.replace_string(rule.code)
            about = ("rule", rule.code)
            name = rule.name
            yield Item(rule.code, ItemKind.VALUE, edit, name, rank, more=site.comma, about=about)
