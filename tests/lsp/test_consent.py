"""What a user is shown before anything leaves, and what each answer means, over the wire."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig

from tests.lsp.editor import SERVER, Editor, make_editor
from tests.support.model_server import ModelServer
from tests.support.tap import Tap

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIPELINE = json.dumps(
    {
        "name": "Nightly harvest",
        "stages": [
            {
                "id": "press",
                "component_type": "generator",
                "config": {"prompt": "Press the plums of {{input.orchard}} gently"},
            }
        ],
    }
)
TITLES = {
    "no": "Do not send",
    "once": "Send once",
    "session": "Send in this session",
    "never": "Never for this file",
}
WINDOW = lsp.WindowClientCapabilities(
    show_document=lsp.ShowDocumentClientCapabilities(support=True)
)
WAYS = {
    "message": lsp.ClientCapabilities(),
    "document": lsp.ClientCapabilities(window=WINDOW),
    "own": lsp.ClientCapabilities(experimental={"flowmasonAssist": {"consent": True}}),
}


@dataclass
class User:
    """Somebody who reads what the editor shows, and answers."""

    says: str = "no"
    seen: list[str] = field(default_factory=list)
    offered: list[list[str]] = field(default_factory=list)

    def answers(self, *texts: str, offered: list[str]) -> str:
        """Read some texts, and give the answer; the editor may also break."""
        self.seen += texts
        self.offered.append(offered)
        if self.says == "crash":
            raise JsonRpcException(self.says)
        return self.says


USER = User()


def _editor_with_user() -> Editor:
    editor = make_editor()
    # A handler that breaks is the server's to bear, not a fault of the test.
    editor.report_server_error = lambda *_: None  # type: ignore[method-assign]

    @editor.feature(lsp.WINDOW_SHOW_MESSAGE_REQUEST)  # type: ignore[untyped-decorator]
    def on_message(params: lsp.ShowMessageRequestParams) -> lsp.MessageActionItem:
        titles = [each.title for each in params.actions or ()]
        return lsp.MessageActionItem(TITLES[USER.answers(params.message, offered=titles)])

    editor.protocol.fm.features.pop(lsp.WINDOW_SHOW_DOCUMENT, None)

    @editor.feature(lsp.WINDOW_SHOW_DOCUMENT)  # type: ignore[untyped-decorator]
    def on_document(params: lsp.ShowDocumentParams) -> lsp.ShowDocumentResult:
        file = Path(url2pathname(unquote(urlsplit(params.uri).path)))
        USER.seen.append(file.read_text(encoding="utf-8"))
        return lsp.ShowDocumentResult(success=True)

    @editor.feature("flowmasonAssist/consent")  # type: ignore[untyped-decorator]
    def on_consent(params: Any) -> dict[str, str]:  # noqa: ANN401 - a request of our own
        titles = [each.title for each in params.choices]
        USER.seen.append(params.text)
        return {"answer": USER.answers(params.description, offered=titles)}

    return editor


CONFIG = ClientServerConfig([*SERVER], client_factory=_editor_with_user)


@pytest.fixture(scope="module")
def wire() -> Iterator[Tap]:
    with ModelServer() as server, Tap(server.url) as tap:
        yield tap


@pytest_lsp.fixture(scope="module", config=CONFIG, params=WAYS)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor,
    request: pytest.FixtureRequest,
    wire: Tap,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[None]:
    await lsp_client.start(WAYS[request.param], tmp_path_factory.mktemp("workspace"))
    prices = {"inputPrice": 3, "outputPrice": 15}
    models = {
        "cloudy": {"url": f"{wire.url}/v1", "model": "echo", "tier": "cloud", **prices},
    }
    settings = {"flowmasonAssist": {"models": models, "cloud": "ask"}}
    lsp_client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings))
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def user(wire: Tap) -> User:
    wire.clear()
    USER.seen.clear()
    USER.offered.clear()
    return USER


async def _run(editor: Editor, command: str, **subject: object) -> Any:  # noqa: ANN401 - JSON
    return await editor.workspace_execute_command_async(
        lsp.ExecuteCommandParams(f"flowmasonAssist.{command}", [subject])
    )


def _bodies(wire: Tap) -> list[str]:
    return [sent.body.decode() for sent in wire.requests if sent.body]


async def test_every_byte_is_shown_before_it_leaves(editor: Editor, wire: Tap, user: User) -> None:
    user.says = "once"
    uri = editor.open(PIPELINE, "once.pipeline.json")

    answer = await _run(editor, "explain", uri=uri, tier="cloud")

    [body] = _bodies(wire)
    shown = "\n".join(user.seen)
    assert body in shown
    assert (
        f"send {len(body.encode())} bytes to cloudy (echo) at {wire.url}/v1/chat/completions"
        in shown
    )
    assert "for about $0.0" in shown
    assert "FM_NAME_1 = Nightly harvest" in shown
    assert "Nightly harvest" not in body
    if editor.announced != WAYS["message"]:
        assert '\n  "model": "echo",\n' in shown  # Laid out for reading, where there is room.
    assert user.offered == [list(TITLES.values())]
    assert (answer["route"]["tier"], answer["route"]["model"]) == ("cloud", "cloudy")
    editor.close(uri)


@pytest.mark.parametrize("says", ["no", "never"])
async def test_what_is_not_agreed_to_does_not_leave(
    editor: Editor, wire: Tap, user: User, says: str
) -> None:
    user.says = says
    uri = editor.open(PIPELINE, f"{says}.pipeline.json")

    answer = await _run(editor, "explain", uri=uri, tier="cloud")

    assert _bodies(wire) == []
    assert "you did not agree" in str(answer["route"]["reasons"])
    user.says = "once"
    again = await _run(editor, "explain", uri=uri, tier="cloud")
    assert len(_bodies(wire)) == (says == "no")
    assert ("guarded" in str(again["route"]["reasons"])) is (says == "never")
    editor.close(uri)


async def test_an_editor_that_breaks_has_not_agreed(editor: Editor, wire: Tap, user: User) -> None:
    user.says = "crash"

    answer = await _run(editor, "ask", text="How do I loop over a list?", tier="cloud")

    assert user.offered
    assert _bodies(wire) == []
    assert "you did not agree" in str(answer["route"]["reasons"])


async def test_what_is_about_no_file_cannot_be_kept_from_leaving_for_good(
    editor: Editor, user: User
) -> None:
    user.says = "no"

    await _run(editor, "ask", text="How do I loop over a list?", tier="cloud")

    assert user.offered == [["Do not send", "Send once", "Send in this session"]]


async def test_a_question_about_other_things_needs_consent_as_the_route_says(
    editor: Editor, wire: Tap, user: User
) -> None:
    question = "How would you organize a data team around dbt and Snowflake, with trade-offs?"
    user.says = "once"
    announced = await _run(editor, "showRoute", text=question)

    answer = await _run(editor, "ask", text=question)

    assert (announced["tier"], announced["consent_required"]) == ("cloud", True)
    assert question in _bodies(wire)[0]
    assert answer["answer"].startswith(question)  # The server says what it was asked.
    assert answer["route"]["tier"] == "cloud"


async def test_what_is_easy_stays_without_a_question(editor: Editor, wire: Tap, user: User) -> None:
    uri = editor.open(PIPELINE, "easy.pipeline.json")

    answer = await _run(editor, "explain", uri=uri)

    assert (answer["route"]["tier"], answer["route"]["model"]) == ("embedded", None)
    assert "from facts" in answer["route"]["reasons"][0]
    assert user.offered == []
    assert wire.received == b""
    editor.close(uri)


async def test_agreeing_for_the_session_is_asked_once(
    editor: Editor, wire: Tap, user: User
) -> None:
    user.says = "session"

    for name in ("first", "second"):
        uri = editor.open(PIPELINE, f"{name}.pipeline.json")
        await _run(editor, "explain", uri=uri, tier="cloud")
        editor.close(uri)

    assert len(user.offered) == 1
    assert len(_bodies(wire)) == 2
