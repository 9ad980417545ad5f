"""What an editor offers in a project file or a test file."""

from collections.abc import Iterator

from flowmason_assist.ide.completion.complete import Completions
from flowmason_assist.ide.completion.config import value_item
from flowmason_assist.ide.completion.item import Item, Rank
from flowmason_assist.ide.completion.keys import key_item
from flowmason_assist.ide.completion.site import Site, Slot, find_site
from flowmason_assist.ide.completion.values import schema_snippet
from flowmason_assist.ide.describe.schema_file import SchemaFile, type_words
from flowmason_assist.ide.snapshot import Snapshot


def project_completions(snapshot: Snapshot, schema: SchemaFile, offset: int) -> Completions:
    """Offer what may be inserted at an offset."""
    site = find_site(snapshot, offset)
    if site is None or site.slot is Slot.FILE:
        return Completions(())
    items = _keys(site, schema) if site.slot is Slot.KEY else _values(site, schema)
    return Completions(tuple(sorted(items, key=lambda each: each.rank)))


def describe_project_item(schema: SchemaFile, about: tuple[str, ...]) -> str | None:
    """Give Markdown for an item's `about`."""
    match about:
        case ("key", *path):
            return schema.describe([int(step) if step.isdigit() else step for step in path])
        case _:
            return None


def _keys(site: Site, schema: SchemaFile) -> Iterator[Item]:
    holder = schema.at(site.path) or {}
    required = holder.get("required", ())
    for name, inner in schema.properties(site.path).items():
        if name not in site.present:
            about = ("key", *map(str, site.path), name)
            rank = Rank.BEST if name in required else Rank.PLAIN
            words = type_words(inner)
            yield key_item(site, name, schema_snippet(inner), detail=words, rank=rank, about=about)


def _values(site: Site, schema: SchemaFile) -> Iterator[Item]:
    wanted = schema.at(site.path) or {}
    default = wanted.get("default")
    options = [*wanted.get("enum", ()), *wanted.get("examples", ())]
    options += (True, False) if wanted.get("type") == "boolean" else ()
    if default is not None and not isinstance(default, list | dict):
        options.append(default)
    for option in dict.fromkeys(each for each in options if each is not None):
        words = "default" if option == default else ""
        yield value_item(site, option, words, about=("key", *map(str, site.path)))
