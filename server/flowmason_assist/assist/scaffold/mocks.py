"""What models and web services answer, so that the stages behind them can read it."""

import re
from typing import Any

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.engine.options import CannedResponse, ScriptedReply
from flowmason_assist.engine.result import DryRun
from flowmason_assist.errors import InputError

_WEB = "http_request"


def make_mocks(facts: Facts, run: DryRun) -> dict[str, Any]:
    """
    Give the answers of a dry run as a file that `dry-run --mocks` takes.

    They were made to fit what later stages read; people write their own over them.
    """
    replies: list[dict[str, Any]] = []
    responses: list[dict[str, Any]] = []
    for stage in facts.stages:
        component, output = stage.component, run.outputs.get(stage.id or "")
        if component is None or not isinstance(output, dict):
            continue
        if component.name == _WEB:
            responses.append(_response(output))
        elif component.model_call is not None and component.main_output is not None:
            text = output.get(component.main_output.name)
            if isinstance(text, str):
                replies.append({"stage": stage.id, "text": text})
    return {"replies": replies, "responses": responses}


def read_mocks(content: object) -> tuple[tuple[ScriptedReply, ...], tuple[CannedResponse, ...]]:
    """Read such a file; raises `InputError` that says what is wrong with it."""
    if not isinstance(content, dict):
        raise InputError('mocks are an object with "replies" and "responses"')
    try:
        replies = tuple(ScriptedReply(**each) for each in content.get("replies", ()))
        responses = tuple(CannedResponse(**each) for each in content.get("responses", ()))
    except TypeError as error:
        raise InputError(f"a mock is written wrong: {error}") from None
    return replies, responses


def _response(output: dict[str, Any]) -> dict[str, Any]:
    return {
        "pattern": re.escape(str(output.get("url", ""))),
        "status": output.get("status_code", 200),
        "body": output.get("body"),
    }
