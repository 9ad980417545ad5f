"""Errors that are not the pipeline's: provoked in real libraries on real sockets, or quoted."""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Final

import httpx

from bench.debug.expected import one_stage
from bench.debug.shown import Failure

PROVIDER: Final = frozenset({"provider"})
NETWORK: Final = frozenset({"network"})
ASKING: Final = one_stage("generator", {"prompt": "Say hello."})
FETCHING: Final = one_stage("http_request", {"url": "https://api.example.com/v1/items"})
SOUND: Final = one_stage("logger", {"message": "m"})

Outside = tuple[str, str, frozenset[str], Failure]

_QUOTED: Final = Path(__file__).with_name("outside.json")
# Status and body as the providers send them.
_ANSWERS: Final = (
    (401, '{"error": {"type": "authentication_error", "message": "invalid x-api-key"}}'),
    (403, '{"error": {"type": "permission_error", "message": "not allowed to use this model"}}'),
    (404, '{"error": {"type": "not_found_error", "message": "model: claude-9"}}'),
    (429, '{"error": {"type": "rate_limit_error", "message": "Number of requests exceeded"}}'),
    (500, '{"error": {"type": "api_error", "message": "Internal server error"}}'),
    (529, '{"error": {"type": "overloaded_error", "message": "Overloaded"}}'),
)


def outside() -> Iterator[Outside]:
    """Give each error with its name, the pipeline it came with, and who is to blame."""
    for name, error in _provoked():
        kinds = PROVIDER if name.startswith(("anthropic", "openai")) else NETWORK
        text = ASKING if kinds is PROVIDER else FETCHING
        yield name, text, kinds, _failure(error, wrapped=True)
    about = {"asking": ASKING, "fetching": FETCHING, "sound": SOUND}
    for quoted in json.loads(_QUOTED.read_text(encoding="utf-8")):
        message = quoted["text"]
        failure = Failure(message, "Exception", None, loads=True, reader="cli")
        yield message[:40], about[quoted["about"]], frozenset(quoted["kinds"]), failure


def _failure(error: Exception, *, wrapped: bool) -> Failure:
    """Give an error as the engine raises it again."""
    words = f"Component execution failed: {error}" if wrapped else str(error)
    return Failure(words, "ComponentExecutionError", "a", loads=True, reader="cli")


def _provoked() -> Iterator[tuple[str, Exception]]:
    for status, body in _ANSWERS:
        with _serving(_answering(status, body)) as port:
            for name, ask in (("anthropic", _ask_anthropic), ("openai", _ask_openai)):
                error = _raised(lambda ask=ask, port=port: ask(f"http://127.0.0.1:{port}"))  # type: ignore[misc]
                yield f"{name} {status}", error
    yield "refused", _raised(lambda: _get(f"http://127.0.0.1:{_free_port()}"))
    yield "unknown name", _raised(lambda: _get("http://no-such-host.invalid"))
    with _serving(_Silent) as port:
        yield "hangs up", _raised(lambda: _get(f"http://127.0.0.1:{port}"))
        yield "no TLS", _raised(lambda: _get(f"https://127.0.0.1:{port}"))
    with _mute() as port:
        yield "too slow", _raised(lambda: _get(f"http://127.0.0.1:{port}"))


def _get(url: str) -> None:
    """Ask as the engine's http_request does, which tells only of what it could not reach."""
    try:
        httpx.get(url, timeout=0.5, verify=ssl.create_default_context())
    except httpx.ReadTimeout as error:
        raise TimeoutError("ReadTimeout") from error
    except httpx.RequestError as error:
        raise ConnectionError(f"Failed to connect to {url}: {error}") from error


def _ask_anthropic(url: str) -> None:
    from anthropic import Anthropic

    client = Anthropic(api_key="k", base_url=url, max_retries=0)
    client.messages.create(model="m", max_tokens=1, messages=[{"role": "user", "content": "x"}])


def _ask_openai(url: str) -> None:
    from openai import OpenAI

    client = OpenAI(api_key="k", base_url=url, max_retries=0)
    client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x"}])


def _raised(call: Callable[[], None]) -> Exception:
    try:
        call()
    except Exception as error:  # noqa: BLE001 - whatever a library raises is the sample.
        return error
    return RuntimeError("nothing was raised")


def _answering(status: int, body: str) -> type[BaseHTTPRequestHandler]:
    class Answering(_Silent):
        def do_POST(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

    return Answering


class _Silent(BaseHTTPRequestHandler):
    """Closes every connection without an answer."""

    def do_GET(self) -> None:
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name.
        """Print nothing."""


@contextlib.contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def _mute() -> Iterator[int]:
    """Accept connections and say nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
