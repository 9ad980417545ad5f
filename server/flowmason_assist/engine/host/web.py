"""A web that needs no network: canned responses instead of a transport."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import h11
import httpx

from flowmason_assist.engine.host.drivers.world import World
from flowmason_assist.engine.host.fitting import fitting
from flowmason_assist.engine.host.trace import caller
from flowmason_assist.engine.json_value import Json

NETWORK_SETTINGS = frozenset({"cert", "mounts", "proxy", "transport", "trust_env", "verify"})
SCHEMES = frozenset({"http", "https", "ws", "wss"})


class StubWeb:
    """Answers to all requests; what nobody prescribed is a 200 that repeats the request."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rules: list[tuple[re.Pattern[str], Mapping[str, Any]]] = []

    def prepare(self, responses: Sequence[Mapping[str, Any]]) -> None:
        """Use these responses from now on."""
        self._rules = [(re.compile(rule["pattern"]), rule) for rule in responses]

    def install(self) -> None:
        """Put this web in the place of the network for every client created from now on."""
        httpx.AsyncClient = _offline(httpx.AsyncClient, httpx.MockTransport(self.answer))  # type: ignore[misc]
        httpx.Client = _offline(httpx.Client, httpx.MockTransport(self.answer))  # type: ignore[misc]

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Response to one request, or the error that a real transport raises before sending it."""
        _refuse_unsendable(request)
        address = f"{request.method} {request.url}"
        for pattern, rule in self._rules:
            if pattern.search(address):
                return _respond(request, rule)
        self._world.note(f'the response to "{address}" is made up')
        body = fitting(_echo(request), caller().wanted.get("body", {}))
        return _respond(request, {"status": 200, "body": body, "headers": {}})


def _offline(client: type[Any], transport: httpx.MockTransport) -> type[Any]:
    """Give a client class that knows no other transport."""

    def initialize(self: object, **settings: object) -> None:
        kept = {name: value for name, value in settings.items() if name not in NETWORK_SETTINGS}
        client.__init__(self, **kept, transport=transport, trust_env=False)

    return type(client.__name__, (client,), {"__init__": initialize})


def _refuse_unsendable(request: httpx.Request) -> None:
    if not request.url.host:
        raise httpx.UnsupportedProtocol(
            "Request URL is missing an 'http://' or 'https://' protocol.", request=request
        )
    if request.url.scheme not in SCHEMES:
        raise httpx.UnsupportedProtocol(
            f"Request URL has an unsupported protocol '{request.url.scheme}://'.", request=request
        )
    try:
        h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error), request=request) from error


def _respond(request: httpx.Request, rule: Mapping[str, Any]) -> httpx.Response:
    match rule.get("failure"):
        case "connect":
            raise httpx.ConnectError("All connection attempts failed", request=request)
        case "timeout":
            raise httpx.ReadTimeout("", request=request)
    body, kind = _encode(rule["body"])
    headers = {"content-type": kind, "content-length": str(len(body)), **rule["headers"]}
    sent = b"" if request.method == "HEAD" else body
    # Only a response that is still to be read gets its `elapsed` from the client.
    return httpx.Response(rule["status"], headers=headers, stream=httpx.ByteStream(sent))


def _encode(body: object) -> tuple[bytes, str]:
    if isinstance(body, str):
        return body.encode("utf-8", "replace"), "text/plain; charset=utf-8"
    return json.dumps(body).encode("ascii"), "application/json"


def _echo(request: httpx.Request) -> Json:
    try:
        sent = json.loads(request.content or b"null")
    except ValueError:
        sent = request.content.decode("utf-8", "replace")
    return {"ok": True, "method": request.method, "url": str(request.url), "sent": sent}
