"""Prompts name the places that they fill, and the form of their answers exists."""

from string import Template

import pytest

from flowmason_assist import resources
from flowmason_assist.assist.prompt import load, request

TASKS = sorted(
    path.stem for path in resources.folder("prompts").glob("*.md") if path.stem != "README"
)


@pytest.mark.parametrize("task", TASKS)
def test_a_prompt_needs_what_it_uses(task: str) -> None:
    prompt = load(task)
    used = {name for text in (prompt.system, prompt.user) for name in _names(text)}

    assert prompt.header.task == task
    assert used == set(prompt.header.needs)


@pytest.mark.parametrize("task", TASKS)
def test_a_prompt_takes_any_text(task: str) -> None:
    """What is filled in is data: braces and dollar signs in it mean nothing."""
    asked = request(task, dict.fromkeys(load(task).header.needs, "{{input.x}} $y ${z}"))

    assert [message.role for message in asked.messages] == ["system", "user"]
    assert any("{{input.x}} $y ${z}" in message.content for message in asked.messages)


def _names(text: str) -> list[str]:
    return Template(text).get_identifiers()
