"""A task asks, models answer, and a task survives models that do not."""

import asyncio

from flowmason_assist.errors import ModelError, ModelRefused
from flowmason_assist.llm.api import Message, Request, Task
from flowmason_assist.llm.drive import drive, run_without_model
from flowmason_assist.llm.providers.scripted import Scripted


def _request(text: str) -> Request:
    return Request(task="greet", messages=(Message("user", text),))


def greet() -> Task[str]:
    """Greet twice, or once without a model."""
    try:
        first = yield _request("say hello")
        second = yield _request(f"say more than {first.text}")
    except ModelError as error:
        return f"hello, though {error}"
    return f"{first.text}, {second.text} ({second.model})"


def test_replies_come_back_in_order() -> None:
    model = Scripted(["good morning", "and welcome"])

    said = asyncio.run(drive(greet(), model))

    assert said == "good morning, and welcome (scripted)"
    assert model.requests[1].messages[0].content == "say more than good morning"


def test_a_task_goes_on_without_its_model() -> None:
    model = Scripted(["good morning", ModelRefused("the key was refused")])

    assert asyncio.run(drive(greet(), model)) == "hello, though the key was refused"
    assert run_without_model(greet()) == "hello, though no model was asked"
