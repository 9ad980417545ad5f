"""What the server does with clients that break the protocol, and how it ends."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.lsp.raw_client import Message, RawClient

INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
NOT_INITIALIZED = -32002
CANCELLED = -32800
URI = "file:///protocol/main.pipeline.json"


@pytest.fixture(scope="module")
def client() -> Iterator[RawClient]:
    """Give a client whose server several tests talk to, and which ends well in spite of them."""
    with RawClient() as client:
        client.connect()
        yield client
        assert client.leave() == 0


def code_of(answer: Message) -> int:
    """Give the code of an answer that is an error."""
    code: int = answer["error"]["code"]
    return code


def test_leaving_as_agreed_is_a_success() -> None:
    with RawClient() as client:
        client.connect()

        assert client.leave() == 0
        assert client.log == ""


def test_leaving_without_shutdown_is_a_failure() -> None:
    with RawClient() as client:
        client.connect()
        client.notify("exit", None)

        assert client.wait() == 1


def test_a_client_that_dies_takes_the_server_along() -> None:
    with RawClient() as client:
        client.connect()

        assert client.hang_up() == 1


def test_a_client_whose_input_stays_open_is_missed_as_well() -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with RawClient() as client:
        client.connect(process=other.pid)
        other.communicate(b"\n")

        assert client.wait() == 1


def test_nothing_is_answered_before_initialize() -> None:
    with RawClient() as client:
        early = client.ask("textDocument/hover", {})
        client.notify("textDocument/didOpen", {})

        assert code_of(early) == NOT_INITIALIZED
        assert "result" in client.connect()


def test_a_second_initialize_is_refused() -> None:
    with RawClient() as client:
        client.connect()
        second = client.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})

        assert code_of(second) == INVALID_REQUEST
        assert client.leave() == 0


def test_an_initialize_that_cannot_be_read_leaves_room_for_another() -> None:
    with RawClient() as client:
        first = client.ask("initialize", {"capabilities": 5})

        assert "error" in first
        assert "result" in client.connect()


def test_requests_after_shutdown_are_refused() -> None:
    with RawClient() as client:
        client.connect()
        client.ask("shutdown", None)
        late = client.ask("textDocument/hover", {})
        client.notify("exit", None)

        assert code_of(late) == INVALID_REQUEST
        assert client.wait() == 0


@pytest.mark.parametrize("params", [None, {}, [], 5, {"textDocument": {"uri": 5}}])
def test_requests_that_cannot_be_read_are_answered(client: RawClient, params: object) -> None:
    assert code_of(client.ask("textDocument/hover", params)) == INVALID_PARAMS


@pytest.mark.parametrize("params", [None, {"a b": 1}, [1]])
@pytest.mark.parametrize("method", ["textDocument/nothing", "$/nothing", "", 5])
def test_unknown_requests_are_answered(client: RawClient, method: object, params: object) -> None:
    assert code_of(client.ask(method, params)) == METHOD_NOT_FOUND


def test_requests_may_have_words_as_ids_and_no_parameters(client: RawClient) -> None:
    client.send({"jsonrpc": "2.0", "id": "word", "method": "nothing"})

    assert code_of(client.answer("word")) == METHOD_NOT_FOUND


@pytest.mark.parametrize(
    "body", [b"", b"{", b"5", b"[]", b"null", b"\xff", b'{"jsonrpc": "1.0"}', b"[" * 100_000]
)
def test_messages_that_are_none_are_passed_over(client: RawClient, body: bytes) -> None:
    client.send_body(body)

    assert "result" in client.ask("workspace/symbol", {"query": ""})


def test_headers_may_be_written_in_any_case(client: RawClient) -> None:
    body = b'{"jsonrpc":"2.0","id":"case","method":"nothing"}'
    client.send_bytes(b"x-other: 1\r\ncontent-length:%d\r\n\r\n%s" % (len(body), body))

    assert code_of(client.answer("case")) == METHOD_NOT_FOUND


def test_a_request_that_is_cancelled_is_answered_once(client: RawClient) -> None:
    asked = [client.request("workspace/symbol", {"query": ""}) for _ in range(9)]
    for each in asked:
        client.notify("$/cancelRequest", {"id": each})
    client.ask("workspace/symbol", {"query": ""})

    answers = [client.answers[each] for each in asked]
    assert [len(each) for each in answers] == [1] * len(asked)
    assert all("result" in answer or code_of(answer) == CANCELLED for [answer] in answers)


@pytest.mark.parametrize("identity", [77, "x", None, {}])
def test_cancelling_what_is_unknown_changes_nothing(client: RawClient, identity: object) -> None:
    client.notify("$/cancelRequest", {"id": identity})

    assert "result" in client.ask("workspace/symbol", {"query": ""})


def test_what_runs_at_shutdown_is_cancelled_and_answered() -> None:
    with RawClient() as client:
        client.connect()
        document = {"uri": URI, "languageId": "json", "version": 1, "text": '{"stages": []}'}
        client.notify("textDocument/didOpen", {"textDocument": document})
        command = {"command": "flowmasonAssist.dryRun", "arguments": [{"uri": URI}]}
        run = client.request("workspace/executeCommand", command)

        assert client.leave() == 0
        assert [code_of(answer) for answer in client.answers[run]] == [CANCELLED]
        assert client.log == ""


def test_the_log_goes_to_standard_error() -> None:
    with RawClient() as client:
        client.connect()
        client.send_body(b"{")
        client.leave()

        assert "not JSON" in client.log


def test_the_process_id_may_be_one_that_the_server_cannot_see() -> None:
    with RawClient() as client:
        client.connect(process=2**22 + os.getpid())

        assert client.leave() == 0
