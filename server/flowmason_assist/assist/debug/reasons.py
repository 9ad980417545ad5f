"""What the output of a stage tells about why there is nothing in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flowmason_assist.engine.messages import Fault, classify

# What nodes put out when no provider is configured; measured in the engine.
_PLACEHOLDER = re.compile(
    r"^\[(?:Generated from|Synthesized from|Evaluation of content|Improved version of|Rewritten in"
    r"|Selection made without provider|\w+ summary of text|Translated to|Mock )"
    r"|^Mock (?:analysis|response)"
)
# The outputs that hold what the model said, by component.
_SAID: Mapping[str, str] = MappingProxyType(
    {
        "analyzer": "raw",
        "chat": "response",
        "combiner": "synthesized",
        "critic": "feedback",
        "generator": "content",
        "improver": "improved_content",
        "rewriter": "rewritten",
        "selector": "explanation",
        "summarizer": "summary",
        "translator": "translated",
    }
)
_KEY = (
    "set the API key of the provider where FlowMason runs, and name the provider in flowmason.json",
    "`flowmason run` knows the providers anthropic and openai, and is silent about a missing key",
)
_PROVIDER = (
    "a refused key, an empty account and a rate limit all give empty text",
    "try the key with a program of the provider",
    "a retry_config does not help: for the engine, nothing has failed",
)


_STATUS: Mapping[int, str] = MappingProxyType(
    {
        400: "the service does not understand the request: look at its body and parameters",
        401: "look at the Authorization header and the key in it",
        403: "the key may be right, but may not do this",
        404: "look at the path of the address",
        422: "the service refuses the values: look at the body",
        429: "the service wants fewer requests: wait, or send them one after the other",
    }
)


@dataclass(frozen=True, slots=True)
class Quiet:
    """What happened to a stage, whose fault it is, and in which setting to look, if in any."""

    stage: str
    kind: Fault
    cause: str
    field: str | None = None
    check: tuple[str, ...] = ()


def reason(component: str, stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    """Say what an output tells; None when it tells of nothing wrong."""
    special = _REASONS.get(component)
    return special(stage_id, output) if special else _model_said(component, stage_id, output)


def _model_said(component: str, stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    said = output.get(_SAID.get(component, ""))
    if not isinstance(said, str):
        return None
    if _PLACEHOLDER.match(said) or output.get("model") == "mock":
        cause = f'"{stage_id}" asked no model: no provider is configured, and this is a placeholder'
        return Quiet(stage_id, "provider", cause, None, _KEY)
    if not said.strip():
        cause = (
            f'the provider gave "{stage_id}" no text: for the engine, an error is an empty answer'
        )
        return Quiet(stage_id, "provider", cause, None, _PROVIDER)
    return None


def _request(stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    status = output.get("status_code")
    if output.get("success") is not False:
        return None
    words = f'the service answered "{stage_id}" with status {status}, which does not fail the stage'
    look = _STATUS.get(status, "look at the log of the service") if isinstance(status, int) else ""
    check = (look, 'read "success" or "status_code" of the stage before its "body"')
    return Quiet(stage_id, "network", words, "url", check)


def _filter(stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    reason = output.get("reason")
    if output.get("passed") is not False:
        return None
    cause = classify(str(reason))
    if cause is not None:
        words = f'the condition of "{stage_id}" cannot be evaluated: {cause.text}'
        return Quiet(stage_id, "pipeline", words, "condition", cause.check)
    return Quiet(stage_id, "data", f'nothing passed the condition of "{stage_id}"', "condition")


def _validation(stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    errors = output.get("errors")
    if output.get("valid") is not False or not isinstance(errors, list):
        return None
    first = errors[0].get("message", "") if errors and isinstance(errors[0], dict) else ""
    cause = (
        f'the data does not fit the schema of "{stage_id}", which does not fail the stage: {first}'
    )
    return Quiet(stage_id, "data", cause, "json_schema")


def _loop(stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    if output.get("total_items") != 0:
        return None
    return Quiet(stage_id, "data", f'"{stage_id}" had no items to go through', "items")


def _subpipeline(stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    if output.get("result") is not None:
        return None
    cause = f'"{stage_id}" started nothing: no run of FlowMason executes a subpipeline'
    check = ("copy the stages of the other pipeline into this one",)
    return Quiet(stage_id, "engine", cause, "pipeline_id", check)


def _selection(stage_id: str, output: Mapping[str, Any]) -> Quiet | None:
    if output.get("result") is not None:
        return None
    return Quiet(stage_id, "data", f'"{stage_id}" found nothing at its path', "jmespath_expression")


_REASONS: Mapping[str, Callable[[str, Mapping[str, Any]], Quiet | None]] = MappingProxyType(
    {
        "http_request": _request,
        "filter": _filter,
        "schema_validate": _validation,
        "foreach": _loop,
        "subpipeline": _subpipeline,
        "json_transform": _selection,
    }
)
