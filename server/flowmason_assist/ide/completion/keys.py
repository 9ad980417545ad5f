"""Keys to write, with a snippet for their value."""

import re

from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.completion.item import Item, ItemKind, Rank, filled
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_COLON = re.compile(r"[ \t\r\n]*:")


def key_item(
    site: Site,
    name: str,
    value: str,
    *,
    detail: str = "",
    rank: Rank = Rank.PLAIN,
    about: tuple[str, ...] = (),
) -> Item:
    """Give an item that writes a key and, unless the key has a value already, a snippet for it."""
    edit, snippet = _edits(site, encode(name), value)
    return Item(name, ItemKind.KEY, edit, detail, rank, snippet, more=site.comma, about=about)


def _edits(site: Site, name: str, value: str) -> tuple[Edit, Edit | None]:
    touched, typed = site.touched, site.typed
    end = touched.end if touched else typed.end
    if _COLON.match(site.text, end):
        return Edit(typed, name), None
    comma = "," if site.lacks_comma_behind(end) else ""
    if touched is None or not touched.is_string:
        written = f'"{name}": '
        return (
            Edit(typed, f"{written}{filled(value)}{comma}"),
            Edit(typed, f"{written}{value}{comma}"),
        )
    whole = Span(typed.start, end)
    snippet = Edit(whole, f'{name}": {value}{comma}')
    if touched.is_closed:
        return Edit(typed, name), snippet
    return Edit(typed, f'{name}": {filled(value)}{comma}'), snippet
