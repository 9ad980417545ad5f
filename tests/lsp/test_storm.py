"""
A storm of edits, questions and nonsense, over the real protocol.

Whatever a client sends, every request is answered exactly once, the server goes on, and what it
says about a file in the end is what a server says that sees the file for the first time.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from lsprotocol import types as lsp

from flowmason_assist.text.columns import Encoding
from flowmason_assist.text.line_index import LineIndex
from tests.lsp.raw_client import Message, RawClient

START = """{
  "id": "greeting", "name": "Greeting", "version": "1.0.0", "description": "Greets",
  "input_schema": {"type": "object", "properties": {"who": {"type": "string"}}},
  "stages": [
    {"id": "draft", "component_type": "generator", "config": {"prompt": "😀 {{input.who}}"}},
    {"id": "each", "component_type": "foreach", "depends_on": ["draft"],
     "config": {"items": [1, 2], "loop_stages": ["polish"], "item_variable": "one"}},
    {"id": "polish", "component_type": "generator",
     "config": {"prompt": "{{context.one}} {{upstream.draft.content}}", "temperature": 0.5}}
  ],
  "output_stage_id": "each"
}
"""
ODDITIES = (
    *"{}[]\"':,\\ \n\r\t\0-7",
    *("", "{{", "}}", "{{input.", "{{upstream.draft.", "draft", "\\u", "\\ud800", "\ud800", "😀"),
    *("\u2028", "\ufeff", "\r\n", '"stages"', '"stages": [', '{"id": "draft"}', "null", "1e999"),
    *('"depends_on": ["polish"],', '"x-flowmason-assist": {"ignore": ["FM211"]},', "// no"),
)
AT_PLACES = (
    *("textDocument/hover", "textDocument/completion", "textDocument/definition"),
    *("textDocument/documentHighlight", "textDocument/prepareRename"),
    "textDocument/prepareCallHierarchy",
)
OF_FILES = (
    *("textDocument/diagnostic", "textDocument/documentSymbol", "textDocument/foldingRange"),
    *("textDocument/documentLink", "textDocument/codeLens", "textDocument/semanticTokens/full"),
)
OF_RANGES = ("textDocument/inlayHint", "textDocument/semanticTokens/range")
EVERY_METHOD = sorted(
    method
    for method, types in lsp.METHOD_TO_TYPES.items()
    if types[1] is not None
    and lsp.message_direction(method) != "serverToClient"
    and method not in ("initialize", "shutdown")
)
NOTIFICATIONS = ("textDocument/didChange", "textDocument/didOpen", "$/x", "x")
LARGEST = 2**31 - 1
FILES = (
    "file:///storm/one.pipeline.json",
    "untitled:Untitled-1",
    "file:///storm/a%20b.test.json",
)

texts = st.sampled_from(
    (START, START.replace("draft", "drat", 1), "", "{", "[]", "5", '{"stages": 5}')
)
oddities = st.sampled_from(ODDITIES)
uris = st.sampled_from(FILES)
offsets, counts = st.integers(0, 2_000), st.integers(0, 30)
versions = st.integers(-3, 9)
numbers = st.sampled_from((*range(90), LARGEST, -1, 2**31, 2**70))
lines = st.one_of(st.integers(0, 14), numbers)
places = st.fixed_dictionaries({"line": lines, "character": numbers})
ranges = st.fixed_dictionaries({"start": places, "end": places})
nonsense = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.sampled_from(("uri", "", "file:///x", "😀"))),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(("textDocument", "position", "uri", "range", "id", "data", "command")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


class Storm(RuleBasedStateMachine):
    """A client that breaks every rule, beside one that keeps to them."""

    def __init__(self, client: RawClient, witness: RawClient) -> None:
        super().__init__()
        self.client = client
        self.witness = witness
        self.texts: dict[str, str] = {}
        self.begun = len(client.asked)

    @initialize(uri=uris, text=texts)
    def begin(self, uri: str, text: str) -> None:
        """Open the first file."""
        self.open(uri, text, 1)

    @rule(uri=uris, text=texts, version=versions)
    def open(self, uri: str, text: str, version: int) -> None:
        """Open a file, perhaps once more, under any version."""
        item = {"uri": uri, "languageId": "json", "version": version, "text": text}
        self.client.notify("textDocument/didOpen", {"textDocument": item})
        self.texts[uri] = text

    @rule(uri=uris, at=offsets, count=counts, new=oddities, version=versions)
    def edit(self, uri: str, at: int, count: int, new: str, version: int) -> None:
        """Replace a part of a file by sending all of it."""
        text = self.texts.get(uri, START)
        at %= len(text) + 1
        self.change(uri, version, {"text": text[:at] + new + text[at + count :]})

    @rule(uri=uris, range_=ranges, new=oddities, version=versions)
    def edit_range(self, uri: str, range_: Message, new: str, version: int) -> None:
        """Replace a range, which the server did not offer."""
        self.change(uri, version, {"range": range_, "text": new})

    @rule(uri=uris, parts=st.lists(oddities, min_size=2, max_size=9))
    def type_quickly(self, uri: str, parts: list[str]) -> None:
        """Send edits faster than they can be looked at."""
        for number, part in enumerate(parts):
            self.change(uri, number, {"text": self.texts.get(uri, "") + part})

    @rule(uri=uris)
    def close(self, uri: str) -> None:
        """Close a file that may not be open."""
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.texts.pop(uri, None)

    @rule(uri=uris, method=st.sampled_from(AT_PLACES), place=places)
    def ask_at_a_place(self, uri: str, method: str, place: Message) -> None:
        """Ask about a place that may lie outside the text."""
        self.ask(method, uri, position=place)

    @rule(uri=uris, method=st.sampled_from(OF_FILES))
    def ask_of_a_file(self, uri: str, method: str) -> None:
        """Ask about a file that may not be open."""
        self.ask(method, uri)

    @rule(uri=uris, method=st.sampled_from(OF_RANGES), range_=ranges)
    def ask_of_a_range(self, uri: str, method: str, range_: Message) -> None:
        """Ask about a range that may be backwards or outside the text."""
        self.ask(method, uri, range=range_)

    @rule(uri=uris, place=places, new=st.one_of(oddities, st.just("sketch")))
    def ask_to_rename(self, uri: str, place: Message, new: str) -> None:
        """Rename to anything, and ask for all uses."""
        self.ask("textDocument/rename", uri, position=place, newName=new)
        self.ask(
            "textDocument/references", uri, position=place, context={"includeDeclaration": True}
        )

    @rule(uri=uris, range_=ranges)
    def ask_for_actions(self, uri: str, range_: Message) -> None:
        """Ask for fixes and refactorings."""
        self.ask("textDocument/codeAction", uri, range=range_, context={"diagnostics": []})

    @rule(uri=uris, range_=ranges, width=st.sampled_from((-4, 0, 2, 2**40)))
    def ask_to_format(self, uri: str, range_: Message, width: int) -> None:
        """Tidy with any width."""
        options = {"tabSize": width, "insertSpaces": width > 0}
        self.ask("textDocument/formatting", uri, options=options)
        self.ask("textDocument/rangeFormatting", uri, range=range_, options=options)

    @rule(uri=uris, chosen=st.lists(places, max_size=3))
    def ask_for_more(self, uri: str, chosen: list[Message]) -> None:
        """Ask what has parameters of its own."""
        self.ask("textDocument/selectionRange", uri, positions=chosen)
        self.ask("textDocument/semanticTokens/full/delta", uri, previousResultId="x")
        self.client.request("workspace/symbol", {"query": "dra"})

    @rule(uri=uris, stage=st.sampled_from(("draft", "each", "nobody", "")), range_=ranges)
    def ask_for_calls(self, uri: str, stage: str, range_: Message) -> None:
        """Walk the graph from stages that may not be there."""
        item = {"name": stage, "kind": 12, "uri": uri, "range": range_}
        params = {"item": item | {"selectionRange": range_}}
        self.client.request("callHierarchy/incomingCalls", params)
        self.client.request("callHierarchy/outgoingCalls", params)

    @rule(method=st.sampled_from((*EVERY_METHOD, "x/y", "$/z")), params=nonsense)
    def ask_nonsense(self, method: str, params: object) -> None:
        """Ask for anything with any parameters."""
        self.client.request(method, params)

    @rule(params=nonsense)
    def resolve_nonsense(self, params: object) -> None:
        """Hand back what the server never sent."""
        self.client.request("completionItem/resolve", {"label": "x", "data": params})
        self.client.request("codeAction/resolve", {"title": "x", "data": params})
        command = {"command": "flowmasonAssist.dryRun", "arguments": [params]}
        self.client.request("workspace/executeCommand", command)

    @rule(method=st.sampled_from(NOTIFICATIONS), params=nonsense)
    def tell_nonsense(self, method: str, params: object) -> None:
        """Notify of what cannot be."""
        self.client.notify(method, params)

    @rule(params=nonsense)
    def configure_nonsense(self, params: object) -> None:
        """Send settings of any shape, and then none."""
        for values in (params, {}):
            settings = {"settings": {"flowmasonAssist": values}}
            self.client.notify("workspace/didChangeConfiguration", settings)

    @rule(body=st.sampled_from((b"", b"{", b"7", b"[]", b"\xff\xfe", b'{"jsonrpc": "2.0"}')))
    def send_nonsense(self, body: bytes) -> None:
        """Send what is no message."""
        self.client.send_body(body)

    @rule(back=st.integers(-2, 9))
    def cancel(self, back: int) -> None:
        """Cancel a request that is answered, waits or is yet to come."""
        self.client.notify("$/cancelRequest", {"id": len(self.client.asked) - back})

    def teardown(self) -> None:
        """Compare what the server says in the end with what another says at the first sight."""
        for uri in FILES:
            self.ask("textDocument/diagnostic", uri)
        for asked in self.client.asked[self.begun :]:
            self.client.answer(asked)
        for uri, text in self.texts.items():
            expected = first_sight(self.witness, uri, text)
            answer = self.client.answer(self.ask("textDocument/diagnostic", uri))
            assert items_of(answer) == expected
            assert self.client.published[uri]["diagnostics"] == expected
        for uri in tuple(self.texts):
            self.close(uri)

    def ask(self, method: str, uri: str, **params: object) -> int:
        """Ask something about a file."""
        return self.client.request(method, {"textDocument": {"uri": uri}, **params})

    def change(self, uri: str, version: int, change: Message) -> None:
        """Change a file that may not be open, as the protocol counts places."""
        document = {"uri": uri, "version": version}
        params = {"textDocument": document, "contentChanges": [change]}
        self.client.notify("textDocument/didChange", params)
        if uri in self.texts and is_readable(change):
            self.texts[uri] = changed(self.texts[uri], change)


def is_readable(change: Message) -> bool:
    """Tell whether the numbers of a change are those that the protocol knows."""
    places = change.get("range", {}).values()
    return all(0 <= number <= LARGEST for place in places for number in place.values())


def changed(text: str, change: Message) -> str:
    """Give a text after a change."""
    if "range" not in change:
        return str(change["text"])
    lines = LineIndex(text)
    places = (change["range"][side] for side in ("start", "end"))
    start, end = sorted(
        lines.offset(place["line"], place["character"], Encoding.UTF16) for place in places
    )
    return text[:start] + str(change["text"]) + text[end:]


def first_sight(witness: RawClient, uri: str, text: str) -> list[Any]:
    """Give the diagnostics of a file that the server sees for the first time."""
    item = {"uri": uri, "languageId": "json", "version": 1, "text": text}
    witness.notify("textDocument/didOpen", {"textDocument": item})
    answer = witness.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    witness.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return items_of(answer)


def items_of(answer: Message) -> list[Any]:
    """Give the diagnostics in an answer."""
    items: list[Any] = answer["result"]["items"]
    return items


@pytest.fixture
def clients() -> Iterator[tuple[RawClient, RawClient]]:
    """Give two clients, each with its server."""
    with RawClient() as client, RawClient() as witness:
        yield client, witness


def test_the_server_survives_a_storm(clients: tuple[RawClient, RawClient]) -> None:
    client, witness = clients
    client.connect()
    witness.connect()

    run_state_machine_as_test(
        lambda: Storm(client, witness),  # type: ignore[arg-type]  # Any factory will do.
        settings=settings(max_examples=settings().max_examples // 5, stateful_step_count=25),
    )

    assert client.leave() == 0
    counts = {identity: len(client.answers[identity]) for identity in client.asked}
    assert counts == dict.fromkeys(client.asked, 1)
    assert "Traceback" not in client.log
