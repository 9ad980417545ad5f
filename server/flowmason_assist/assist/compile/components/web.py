"""Steps that call web services and deliver results."""

import re
from urllib.parse import urlsplit

from flowmason_assist.assist.compile.at import At, clamp
from flowmason_assist.assist.compile.build import CAUGHT, Result
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import identifier, place_name
from flowmason_assist.assist.compile.shape import ANY, FLAG, LIST, NUMBER, RECORD, Kind
from flowmason_assist.assist.plan.plan import Scalar
from flowmason_assist.engine.json_value import Json

_ANSWER = {"status_code": NUMBER, "success": FLAG, "headers": RECORD, "body": ANY}
_LONGEST_TIMEOUT = 60  # The stage ends after a minute, whatever its `timeout`.
_VERBS = {"POST": "post-to", "PUT": "update", "PATCH": "update", "DELETE": "delete"}
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[\w.-]+(?::[^@\s/]*)?@)?(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::\d{1,5})?(?:[/?#]\S*)?|\S*\{\S*",
    re.IGNORECASE | re.ASCII,
)
_URL = re.compile(r"[a-zA-Z][\w+.-]*://|\{\{")


def http_request(at: At) -> Result:
    """Call a web service."""
    url = address(at, "url")
    method = at.word("method") or "GET"
    config: dict[str, Json] = {"url": url, "method": None if method == "GET" else method}
    token = at.word("token")
    if token:
        name = identifier(token, "TOKEN").upper()
        config["headers"] = {"Authorization": f"Bearer {{{{env.{name}}}}}"}
    if body := at.all("body"):
        config["body"] = _body(at, body)
    timeout = at.number("timeout")
    if timeout is not None:
        config["timeout"] = clamp(timeout, 1, _LONGEST_TIMEOUT)
        if timeout > _LONGEST_TIMEOUT:
            at.build.note("FlowMason ends a request after 60 seconds at the latest")
    place = place_name(url) if "{{" not in url else ""
    stage = at.emit(f"{_VERBS.get(method, 'fetch')}-{place}".rstrip("-"), config)
    noun = (place or "answer").replace("-", " ")
    return at.result(stage, "body", shape=ANY, noun=noun, named=_ANSWER)


def output_router(at: At) -> Result:
    """Deliver a result to webhooks."""
    found = at.all("data")
    single = found[0] if len(found) == 1 else None
    data = at.as_is(single) if single is not None else _fields(at, found)
    config: dict[str, Json] = {"data": data, "destinations": [*_webhooks(at)]}
    stage = at.emit(f"deliver-to-{_first_host(at)}".rstrip("-"), config)
    return at.result(stage, "all_succeeded", shape=FLAG, noun="delivery", named={"results": LIST})


def error_router(at: At) -> Result:
    """Report the error that was caught."""
    caught = at.scope.results.get(CAUGHT)
    kind, message = "PipelineError", "the pipeline reported an error"
    if caught is not None:
        message = at.as_text(caught.main[0])
        known = caught.named.get("error_type")
        kind = at.as_text(known) if known is not None else kind
    webhooks: list[Json] = [{**webhook, "on_error": True} for webhook in _webhooks(at)]
    config: dict[str, Json] = {
        "error_type": kind,
        "error_message": message,
        "destinations": webhooks,
    }
    return at.result(at.emit("report-error", config), "notifications_sent", shape=NUMBER)


def address(at: At, name: str) -> str:
    """Give a URL; one without a protocol gets https."""
    given = at.first(name)
    if isinstance(given, str):
        return _literal_address(at, given)
    return _address(at, given if isinstance(given, Given) else at.build.input("url"))


def _address(at: At, given: Given) -> str:
    if given.shape.kind not in (Kind.TEXT, Kind.ANY):
        at.build.note(f"{given.noun} is no web address: the pipeline takes one as an input")
        given = at.build.input("address")
    if given.source is not None:
        at.build.uses.note_word(given.source, is_url=True)
    return at.build.read(at.scope, given).template


def _literal_address(at: At, written: str) -> str:
    if not _ADDRESS.fullmatch(written.strip()):
        at.build.note(f'"{written}" is no web address: the pipeline takes one as an input')
        return _address(at, at.build.input("url"))
    url = at.filled(written.strip())
    return url if _URL.match(url) else f"https://{url}"


def _body(at: At, found: list[Given | Scalar]) -> Json:
    return at.as_record(found[0]) if len(found) == 1 else _fields(at, found)


def _fields(at: At, found: list[Given | Scalar]) -> Json:
    fields: dict[str, Json] = {}
    for value in found:
        noun = value.noun if isinstance(value, Given) else "text"
        name = identifier(noun, "value")
        fields[name if name not in fields else f"{name}_{len(fields) + 1}"] = at.as_is(value)
    return fields


def _webhooks(at: At) -> list[dict[str, Json]]:
    urls = [_webhook_url(at, each) for each in at.all("url")]
    known = [url if _URL.match(url) else f"https://{url}" for url in urls]
    return [
        {
            "id": f"webhook-{number}",
            "type": "webhook",
            "name": _host(url) or f"Webhook {number}",
            "config": {"url": url},
        }
        for number, url in enumerate(known or [address(at, "url")], 1)
    ]


def _webhook_url(at: At, value: Given | Scalar) -> str:
    if not isinstance(value, Given):
        return _literal_address(at, str(value))
    return _address(at, value)


def _first_host(at: At) -> str:
    url = at.word("url")
    return place_name(url) if url else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
