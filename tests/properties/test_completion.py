"""What an editor asks while somebody types: always an answer, and never a broken file."""

import json
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.ide.completion.complete import complete
from flowmason_assist.ide.completion.item import Item, filled
from flowmason_assist.ide.completion.resolve import describe_item
from flowmason_assist.ide.hover import hover
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.edit import Edit, apply

SCALARS = (NodeKind.STRING, NodeKind.NUMBER, NodeKind.LITERAL)
TYPED = st.sampled_from(["", '"', '""', "{", "{{", '"{{upstream.', '"{{', ",", ":", "}", "]", "🍜"])


@cache
def catalogue() -> Catalogue:
    """Give the components that FlowMason ships, read once."""
    return load_catalogue(folder("schemas"))


@cache
def examples() -> tuple[str, ...]:
    """Give pipelines, each written over many lines and on one."""
    known = [each.example for each in catalogue() if each.example is not None]
    return tuple(json.dumps(each, indent=indent) for each in known for indent in (2, None))


def opened(text: str) -> Snapshot:
    """Give a text as an editor has it open."""
    return make_snapshot(Path("main.pipeline.json"), text, 1, catalogue(), LintSettings())


def taken(text: str, item: Item) -> str:
    """Give a text after an item was taken, its tab stops filled in."""
    snippet = item.snippet
    edit = Edit(snippet.span, filled(snippet.new_text)) if snippet else item.edit
    return apply(text, (edit, *item.more))


@given(data=st.data())
def test_every_place_of_a_broken_file_gets_an_answer(data: st.DataObject) -> None:
    """Whatever was cut out or typed: no place raises, and edits are about the cursor's line."""
    text = data.draw(st.sampled_from(examples()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 40, len(text))))
    broken = text[:start] + data.draw(TYPED) + text[end:]
    offset = data.draw(st.integers(0, len(broken)))
    snapshot = opened(broken)

    hover(snapshot, offset)
    for item in complete(snapshot, offset).items[:10]:
        for edit in filter(None, (item.edit, item.snippet)):
            assert edit.span.contains(offset)
            assert "\n" not in edit.span.of(broken)
        describe_item(snapshot, item.about)


@given(data=st.data())
def test_what_is_taken_for_a_missing_value_leaves_json(data: st.DataObject) -> None:
    """A value was removed, with or without its quotes; each item completes the file again."""
    text = data.draw(st.sampled_from(examples()))
    values = [node for node in parse(text).root.walk() if node.kind in SCALARS]
    value = data.draw(st.sampled_from(values))
    quotes = data.draw(st.sampled_from(["", '""']))
    emptied = text[: value.start] + quotes + text[value.end :]

    for item in complete(opened(emptied), value.start + len(quotes) // 2).items[:40]:
        json.loads(taken(emptied, item))


@given(data=st.data())
def test_what_is_taken_for_a_missing_key_leaves_json(data: st.DataObject) -> None:
    """Behind a member stands a blank and no comma; each item brings what is missing."""
    text = data.draw(st.sampled_from(examples()))
    holders = [node for node in parse(text).root.walk() if node.members]
    member = data.draw(st.sampled_from(data.draw(st.sampled_from(holders)).members))
    end = member.value.end
    opened_up = f"{text[:end]}  {text[end:]}"

    for item in complete(opened(opened_up), end + 1).items[:40]:
        json.loads(taken(opened_up, item))
