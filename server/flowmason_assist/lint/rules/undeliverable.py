"""
A destination never receives anything.

A webhook needs a `url` in its `config` and is called with POST or PUT only; a failed delivery is
noted in `results`, and the run goes on. An error_router serves only destinations that say
`"on_error": true`. The other kinds of destinations report success and send nothing at all.

## Example

    { "component_type": "error_router", "config": {
      "error_type": "TIMEOUT", "error_message": "too slow", "destinations": [
        { "id": "ops", "type": "webhook", "name": "Ops", "config": { "link": "https://x.org" } }
      ] } }

## Instead

    { "component_type": "error_router", "config": {
      "error_type": "TIMEOUT", "error_message": "too slow", "destinations": [
        { "id": "ops", "type": "webhook", "name": "Ops", "on_error": true,
          "config": { "url": "https://x.org" } } ] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import add_member
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.lint.urls import check_url, known_start, url_fix
from flowmason_assist.syntax.tree import Node, NodeKind

RULE = Rule(code="FM430", severity=Severity.ERROR)

_SENT = ("POST", "PUT")
_KINDS = ("email", "database", "message_queue")


def check_stage(view: StageView) -> Iterator[Match]:
    parameter = view.facts.parameter("destinations")
    component = view.facts.component
    if parameter is None or parameter.input is None or component is None:
        return
    for entry in parameter.value.items:
        if entry.kind is not NodeKind.OBJECT or _is_false(entry.get("enabled")):
            continue
        if component.name == "error_router":
            yield from _silent_matches(view, entry)
        kind, config = entry.get("type"), entry.get("config")
        if kind is not None and kind.text == "webhook" and config is not None:
            yield from _webhook_matches(view, config)
        elif kind is not None and kind.text in _KINDS:
            message = f'nothing is sent to "{kind.text}": the engine only reports success'
            yield Match(kind.span, message, severity=Severity.INFO)


def _silent_matches(view: StageView, entry: Node) -> Iterator[Match]:
    switch = entry.get("on_error")
    if switch is not None and not _is_false(switch):
        return
    message = 'an error_router serves only destinations with "on_error": true'
    if switch is not None:
        yield Match(switch.span, message)
        return
    edit = add_member(view.facts.stage.text, entry, "on_error", "true")
    yield Match(entry.span, message, Fix("Add on_error", (edit,), Applicability.UNSAFE))


def _webhook_matches(view: StageView, config: Node) -> Iterator[Match]:
    if config.kind is not NodeKind.OBJECT:
        return  # See incomplete_entry.
    url, method = config.get("url"), config.get("method")
    if url is None:
        yield Match(config.span, 'a webhook needs a "url" in its "config"')
    elif url.kind is not NodeKind.STRING:
        yield Match(url.span, '"url" must be text')
    else:
        complaint = check_url(*known_start(view, url))
        if complaint:
            yield Match(url.span, f'"url" {complaint}', url_fix(url))
    word = method.text if method else None
    if method and word is not None and "{{" not in word and word.upper() not in _SENT:
        yield Match(method.span, f'a webhook is called with POST or PUT, never with "{word}"')


def _is_false(node: Node | None) -> bool:
    return node is not None and node.value in (False, "false", "no", "off")
