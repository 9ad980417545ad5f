"""
Runs completion fixtures: what an editor offers, and the text after one of the items.

The words behind an "expect" fence are the labels to show, else the first twenty; `all` shows
all, `about` shows what is said of the first of them. `typed:x` says which character asked. The
first word behind a "fixed" fence is the label of the item to take, as a snippet with its tab
stops; `plain` takes it as a client without snippets.
"""

from collections.abc import Iterator

from flowmason_assist.ide.completion.complete import complete
from flowmason_assist.ide.completion.item import Item
from flowmason_assist.ide.completion.resolve import describe_item
from flowmason_assist.text.edit import Edit, apply
from tests.support.markdown import FixtureError
from tests.support.runners.ide import Asked

_SHOWN = 20


def expect(asked: Asked) -> Iterator[str]:
    """Give the items in their order, one in a line."""
    options = [each for each in asked.options if not each.startswith("typed:")]
    typed = [each.removeprefix("typed:") for each in asked.options if each.startswith("typed:")]
    trigger = {"blank": " "}.get(typed[0], typed[0]) if typed else None
    items = complete(asked.snapshot, asked.offset, trigger).items
    if not items:
        yield "(nothing)"
    wanted = [each for each in options if each not in ("all", "about")]
    shown = [each for each in items if not wanted or each.label in wanted]
    if "about" in options:
        yield from (describe_item(asked.snapshot, shown[0].about) or "(nothing)").splitlines()
        return
    most = len(shown) if "all" in options or wanted else _SHOWN
    yield from (_line(each) for each in shown[:most])
    if len(shown) > most:
        yield f"and {len(shown) - most} more"


def fixed(asked: Asked) -> str:
    """Give the text after an item was taken."""
    label, *options = asked.options or ("",)
    items = complete(asked.snapshot, asked.offset).items
    item = next((each for each in items if not label or each.label == label), None)
    if item is None:
        raise FixtureError(f'{asked.case.path}: "{asked.case.title}": "{label}" is not offered')
    edit = item.edit if "plain" in options else item.snippet or item.edit
    indented = Edit(edit.span, edit.new_text.replace("\n", f"\n{_indentation(asked, edit)}"))
    return apply(asked.snapshot.text, (indented, *item.more))


def _indentation(asked: Asked, edit: Edit) -> str:
    """Give the indentation of the line at which an editor inserts."""
    before = asked.snapshot.text[: edit.span.start]
    line = before[before.rfind("\n") + 1 :]
    return line[: len(line) - len(line.lstrip())]


def _line(item: Item) -> str:
    return f"{item.label} · {item.kind.value}{f' · {item.detail}' if item.detail else ''}"
