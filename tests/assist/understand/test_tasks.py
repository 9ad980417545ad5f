"""Prompts ask for what is to be made, and leave out what other settings and steps say."""

import pytest

from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.plan.places import places
from flowmason_assist.assist.plan.plan import walk
from flowmason_assist.assist.understand.outline.tasks import task_of


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("otherwise simply thank them for it", "simply thank them for it"),
        ("If it's more than 4 write me a note", "write me a note"),
        ("when the tone is bad, a reply that calms", "a reply that calms"),
        ("for each of them write a testimonial ask", "write a testimonial ask"),
        ("Each of those people deserves a nice voucher text", "a nice voucher text"),
        ("Would you turn these notes into a letter", "turn these notes into a letter"),
        ("let the model answer questions", "answer questions"),
        ("a toast to the captain, please", "a toast to the captain"),
        ("write a call for help, for the rest do nothing at all", "write a call for help"),
        ("write a poem about spring", "write a poem about spring"),
        ("otherwise stop", "otherwise stop"),
    ],
)
def test_a_task_is_what_is_to_be_made(said: str, task: str) -> None:
    assert _task(f'generator task="{said}"\n') == task


@pytest.mark.parametrize(
    ("plan", "task"),
    [
        ('generator task="a reply, max 200 tokens" max_tokens=200\n', "a reply"),
        ('generator task="a reply, max 200 tokens"\n', "a reply, max 200 tokens"),
        ('generator task="a bold reply at temperature 0.9" temperature=0.9\n', "a bold reply"),
        (
            'foreach items=$items\n  generator task="a short note for each of them"\n',
            "a short note",
        ),
        (
            'router value=$data.kind\n  case "bug"\n    generator task="bugs: a kind reply"\n',
            "a kind reply",
        ),
    ],
)
def test_a_task_does_not_repeat_what_the_plan_says(plan: str, task: str) -> None:
    assert _task(plan) == task


def _task(text: str) -> str:
    plan = parse(text)[0]
    steps = zip(walk(plan.steps), places(plan), strict=True)
    return next(task_of(step, place) for step, place in steps if step.component == "generator")
