"""The prompts in `prompts/`: what a model is asked for a task, with the places filled in."""

import json
from collections.abc import Mapping
from functools import cache
from string import Template
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from flowmason_assist import resources
from flowmason_assist.errors import ResourceError
from flowmason_assist.llm.api import Message, Request

_FENCE = "---\n"
_SYSTEM, _USER = "# system\n", "# user\n"


class Header(BaseModel):
    """What stands at the top of a prompt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    needs: tuple[str, ...]  # The places to fill, without the dollar sign.
    reply: str | None = None  # The schema of the answer, in `schemas/`.
    max_tokens: int = 512


class Prompt(BaseModel):
    """A prompt as it is written."""

    model_config = ConfigDict(frozen=True)

    header: Header
    system: str
    user: str


def request(
    task: str, values: Mapping[str, str], *, raw: str | None = None, grammar: str | None = None
) -> Request:
    """Give what to ask a model for a task; `raw` and `grammar` are for our own small one."""
    prompt = load(task)
    header = prompt.header
    return Request(
        task=task,
        messages=(
            Message("system", Template(prompt.system).substitute(values)),
            Message("user", Template(prompt.user).substitute(values)),
        ),
        raw=raw,
        grammar=grammar,
        schema=_schema(header.reply) if header.reply else None,
        max_tokens=header.max_tokens,
    )


@cache
def load(task: str) -> Prompt:
    """Read the prompt of a task; raises `ResourceError` when it is not as it should be."""
    path = resources.folder("prompts") / f"{task}.md"
    text = resources.read(path)
    try:
        _, front, body = text.split(_FENCE, 2)
        system, user = body.split(_USER, 1)
        header = Header.model_validate(dict(map(_setting, front.strip().splitlines())))
    except (ValueError, ValidationError) as error:
        raise ResourceError(
            f'"{path}" is no prompt ({error}): reinstall flowmason-assist'
        ) from None
    return Prompt(header=header, system=system.split(_SYSTEM, 1)[-1].strip(), user=user.strip())


def _setting(line: str) -> tuple[str, Any]:
    """Read a line such as `needs: [facts, question]`."""
    name, _, value = line.partition(":")
    value = value.strip()
    if value.startswith("["):
        return name.strip(), [each.strip() for each in value.strip("[]").split(",") if each.strip()]
    return name.strip(), value


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(resources.read(resources.folder("schemas") / name))
    return schema
