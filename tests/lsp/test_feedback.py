"""What the user does with an answer reaches the ledger, without a question."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from flowmason_assist.routing.ledger.entry import Verdict
from flowmason_assist.routing.ledger.ledger import Ledger
from tests.lsp.editor import CONFIG, SERVER, Editor, make_editor

pytestmark = pytest.mark.asyncio(loop_scope="module")

PIPELINE = Path(__file__).with_name("greeting.pipeline.json").read_text(encoding="utf-8")
WISH = "rename draft to sketch"


@pytest_lsp.fixture(scope="module", config=CONFIG)  # type: ignore[untyped-decorator]
async def editor(
    lsp_client: Editor, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[None]:
    await lsp_client.start(lsp.ClientCapabilities(), tmp_path_factory.mktemp("workspace"))
    yield
    await lsp_client.shutdown_session()


async def _run(editor: Editor, command: str, **subject: object) -> Any:  # noqa: ANN401 - JSON
    return await editor.workspace_execute_command_async(
        lsp.ExecuteCommandParams(f"flowmasonAssist.{command}", [subject])
    )


async def _change(editor: Editor, uri: str, wish: str = WISH) -> int:
    """Have a file changed, as the editor does it, and give the number of the decision."""
    answer = await _run(editor, "change", uri=uri, text=wish)
    editor.change(uri, editor.edited(uri, editor.applied[-1]))
    number: int = answer["route"]["decision"]
    return number


async def _verdict(editor: Editor, number: int) -> Verdict | None:
    """Give what the ledger says; the question makes sure that what came before is written."""
    await _run(editor, "showRoute", text="How do I loop?")
    return _written(number)


def _written(number: int) -> Verdict | None:
    ledger = Ledger.open(Path(os.environ["FLOWMASON_ASSIST_LEDGER"]))
    try:
        return next(each.verdict for each in ledger.entries() if each.number == number)
    finally:
        ledger.close()


async def test_an_answer_that_is_taken_back_was_undone(editor: Editor) -> None:
    uri = editor.open(PIPELINE, "undone.pipeline.json")
    number = await _change(editor, uri)

    editor.change(uri, PIPELINE)

    assert await _verdict(editor, number) is Verdict.UNDONE
    editor.close(uri)


@pytest.mark.parametrize(
    ("more", "verdict"),
    [("", Verdict.ACCEPTED), ("sketch", Verdict.EDITED)],
)
async def test_an_answer_that_is_saved_is_kept(editor: Editor, more: str, verdict: Verdict) -> None:
    uri = editor.open(PIPELINE, f"kept{more}.pipeline.json")
    number = await _change(editor, uri)

    if more:
        editor.change(uri, editor.text(uri).replace(more, "outline"))
    editor.save(uri)
    editor.close(uri)

    assert await _verdict(editor, number) is verdict


async def test_of_a_file_that_is_not_saved_nothing_is_known(editor: Editor) -> None:
    uri = editor.open(PIPELINE, "unsaved.pipeline.json")
    number = await _change(editor, uri)

    editor.close(uri)

    assert await _verdict(editor, number) is None


async def test_asking_the_same_again_soon_is_a_retry(editor: Editor) -> None:
    first = await _run(editor, "ask", text="How do I loop over a list?")
    second = await _run(editor, "ask", text="how do i loop  over a list?")

    assert await _verdict(editor, first["route"]["decision"]) is Verdict.RETRIED
    assert await _verdict(editor, second["route"]["decision"]) is None


async def test_a_thumb_can_be_given(editor: Editor) -> None:
    answer = await _run(editor, "ask", text="What is a critic?")
    number = answer["route"]["decision"]

    await _run(editor, "feedback", decision=number, verdict="bad")

    assert await _verdict(editor, number) is Verdict.BAD


async def test_a_thumb_is_for_the_last_answer_if_nothing_else_is_said(editor: Editor) -> None:
    answer = await _run(editor, "ask", text="What does a validator do?")

    await _run(editor, "feedback", verdict="good")

    assert await _verdict(editor, answer["route"]["decision"]) is Verdict.GOOD


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"decision": 1}, '"decision", "verdict"'),
        ({"decision": 1, "verdict": "lovely"}, "accepted, edited"),
        ({"decision": 10**9, "verdict": "good"}, "there is no decision 1000000000"),
    ],
)
async def test_feedback_needs_an_answer_and_a_verdict(
    editor: Editor, given: dict[str, object], message: str
) -> None:
    with pytest.raises(JsonRpcException, match=message):
        await _run(editor, "feedback", **given)


@pytest.mark.parametrize("goodbye", [True, False], ids=["shut down", "gone"])
async def test_what_is_kept_at_the_end_was_accepted(tmp_path: Path, *, goodbye: bool) -> None:
    """A client that leaves closes none of its files, and one that dies does not even say so."""
    editor = make_editor()
    await editor.start_io(*SERVER)
    await editor.start(lsp.ClientCapabilities(), tmp_path)
    uri = editor.open(PIPELINE, "left.pipeline.json")
    number = await _change(editor, uri)
    editor.save(uri)

    if goodbye:
        await editor.shutdown_session()
    else:
        await _run(editor, "showRoute", text="How do I loop?")
        server = editor._server  # noqa: SLF001 - pygls keeps the process there.
        assert server is not None
        assert server.stdin is not None
        server.stdin.close()
        await server.wait()

    assert _written(number) is Verdict.ACCEPTED
