"""Names of the pipeline's inputs, where the file declares, lists or samples them."""

import json
from collections.abc import Iterator

from flowmason_assist.ide.completion.config import value_item
from flowmason_assist.ide.completion.item import Item, choice
from flowmason_assist.ide.completion.keys import key_item
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.completion.stages import listed_already
from flowmason_assist.ide.completion.values import type_snippet
from flowmason_assist.ide.describe.value import type_words

_TYPES = ("string", "number", "integer", "boolean", "array", "object")


def undeclared_inputs(site: Site) -> Iterator[Item]:
    """Give the inputs that templates read and the schema does not declare."""
    read = {names[1] for each in site.facts.stages for names in each.reads if _is_input(names)}
    value = f'{{ "type": {choice(1, map(json.dumps, _TYPES))} }}'
    for name in sorted(read - site.present):
        yield key_item(site, name, value, detail="read by a template")


def unlisted_inputs(site: Site) -> Iterator[Item]:
    """Give the declared inputs that the list of required ones lacks."""
    taken = listed_already(site)
    for name, field in site.facts.inputs.fields.items():
        if field.declared and name not in taken:
            about = ("pipeline_input", name)
            yield value_item(site, name, type_words(field.type), about=about)


def unsampled_inputs(site: Site) -> Iterator[Item]:
    """Give the declared inputs that the sample lacks."""
    for name, field in site.facts.inputs.fields.items():
        if name not in site.present:
            value = type_snippet(field.type, None)
            detail = type_words(field.type)
            yield key_item(site, name, value, detail=detail, about=("pipeline_input", name))


def _is_input(names: tuple[str, ...]) -> bool:
    return len(names) > 1 and names[0] == "input" and bool(names[1])
