"""What a stage passes to its component: the names of inputs, and values that fit them."""

import json
from collections.abc import Iterator
from dataclasses import replace

from flowmason_assist.analysis.coerce import Verdict, convertible
from flowmason_assist.catalogue.component import Component, Effect, Input, Key, Role
from flowmason_assist.catalogue.types import Scalar, Type
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank, numbered
from flowmason_assist.ide.completion.keys import key_item
from flowmason_assist.ide.completion.layout import laid_out
from flowmason_assist.ide.completion.paths import KnownPath, known_paths
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.completion.values import input_snippet, key_snippet
from flowmason_assist.ide.describe.value import nature, type_words
from flowmason_assist.lint.placeholders import placeholder

_PARAMETER_DEPTH = 2  # The key that holds the parameters, and the parameter.
_STEERING = ("loop_stages", "try_stages", "true_branch_stages", "routes")
_TEMPLATED = frozenset({Role.VALUE, Role.PROMPT, Role.URL, Role.FILE_PATH})


def in_parameters(site: Site) -> bool:
    """Tell whether the place is among what a stage passes to its component."""
    return bool(site.stage_path) and site.stage_path[0] in site.facts.reader.parameter_keys


def parameter_input(site: Site) -> Input | None:
    """Give the input that the place belongs to, at any depth of its value."""
    if site.stage is None or site.stage.component is None or not in_parameters(site):
        return None
    step = site.stage_path[1:2]
    return site.stage.component.input(str(step[0])) if step else None


def config_keys(site: Site) -> Iterator[Item]:
    """Give the inputs that a stage has not set, or the keys that an input's objects know."""
    component = site.stage.component if site.stage else None
    if component is None:
        return
    known = parameter_input(site)
    if known is not None:
        for key in known.keys:
            if key.name not in site.present:
                yield _key_item(site, component, known, key)
    elif len(site.stage_path) == 1:
        for each in component.inputs:
            if each.name not in site.present:
                yield _input_item(site, component, each)


def config_values(site: Site) -> Iterator[Item]:
    """Give values for an input, for an item of its list, or for a key of its objects."""
    known = parameter_input(site)
    component = site.stage.component if site.stage else None
    if known is None or component is None:
        return
    about = ("input", component.name, known.name)
    path = site.stage_path[_PARAMETER_DEPTH:]
    key = next((each for each in known.keys if path and each.name == path[-1]), None)
    if key is not None:
        yield from _values(site, key.type, key.suggestions, None, about)
    elif not path:
        yield from _values(site, known.type, known.suggestions, known.default, about)
        yield from _templates(site, known)
    elif len(path) == 1 and isinstance(path[0], int):
        yield from _values(site, _item_type(known.type), known.suggestions, None, about)


def config_snippet(
    site: Site, component: Component, unit: str | None, source: KnownPath | None = None
) -> str:
    """
    Give a snippet for a config with what the component needs.

    `unit` is as in `laid_out`; `source` is what the first input that takes it is filled with.
    """
    needed = [each for each in component.inputs if each.required or each.name in _STEERING]
    values: list[str] = []
    for each in needed:
        template = _fitting_template(site, each)
        if template is None and source is not None and _takes(each, source):
            template, source = source.template, None
        values.append(input_snippet(each, template))
    pairs = [(each.name, value) for each, value in zip(needed, numbered(values), strict=True)]
    return laid_out(pairs, unit)


def _input_item(site: Site, component: Component, known: Input) -> Item:
    useless = known.effect is Effect.IGNORED
    rank = Rank.BEST if known.required else Rank.LAST if useless else Rank.GOOD
    words = nature(known).replace("`", "")
    detail = f"{words}, no effect" if useless else words
    value = input_snippet(known, _fitting_template(site, known) if known.required else None)
    about = ("input", component.name, known.name)
    item = key_item(site, known.name, value, detail=detail, rank=rank, about=about)
    return replace(item, is_deprecated=useless)


def _key_item(site: Site, component: Component, known: Input, key: Key) -> Item:
    rank = Rank.BEST if key.required else Rank.GOOD
    about = ("input", component.name, known.name, key.name)
    detail = type_words(key.type)
    return key_item(site, key.name, key_snippet(key), detail=detail, rank=rank, about=about)


def _fitting_template(site: Site, known: Input) -> str | None:
    if site.stage_index is None:
        return None
    written = json.loads(placeholder(site.snapshot.view(site.stage_index), known))
    return written if isinstance(written, str) and "{{" in written else None


def _values(
    site: Site, kind: Type, suggestions: tuple[Scalar, ...], default: object, about: tuple[str, ...]
) -> Iterator[Item]:
    wanted = kind.required
    options = [*suggestions] if wanted.name != "list" else []
    for each in (wanted, *wanted.args) if wanted.name == "union" else (wanted,):
        options += each.values if each.name == "literal" else ()
        options += (True, False) if each.name == "bool" else ()
    if isinstance(default, str | int | float) and not options and default != "":
        options.append(default)
    for option in dict.fromkeys(map(json.dumps, options)):
        is_default = option == json.dumps(default)
        detail, rank = ("default", Rank.PLAIN) if is_default else ("", Rank.GOOD)
        yield value_item(site, json.loads(option), detail, rank, about)


def value_item(
    site: Site, value: Scalar, detail: str = "", rank: Rank = Rank.GOOD, about: tuple[str, ...] = ()
) -> Item:
    """Give an item that writes a scalar; text inside quotes only replaces what stands there."""
    if isinstance(value, str):
        edit = site.replace_string(value)
        return Item(value, ItemKind.VALUE, edit, detail, rank, more=site.comma, about=about)
    written = json.dumps(value)
    edit = site.replace_json(written)
    return Item(written, ItemKind.VALUE, edit, detail, rank, more=site.comma, about=about)


def _templates(site: Site, known: Input) -> Iterator[Item]:
    """Give whole templates whose values fit an input, where nothing else is written yet."""
    if site.in_string and site.prefix:
        return
    for each in known_paths(site):
        if each.is_main and _takes(known, each):
            edit = site.replace_string(each.template)
            detail = type_words(each.type)
            yield Item(each.template, ItemKind.FIELD, edit, detail, Rank.FAR, more=site.comma)


def _takes(known: Input, path: KnownPath) -> bool:
    is_free = known.role in _TEMPLATED and not known.suggestions
    return is_free and convertible(path.type, known.type) is Verdict.ALWAYS


def _item_type(kind: Type) -> Type:
    wanted = kind.required
    return wanted.args[0] if wanted.name == "list" and wanted.args else Type("any")
