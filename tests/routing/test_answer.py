"""A job runs with the model that may see it, and without any where there is none."""

import asyncio

from flowmason_assist.errors import ModelError, ModelUnavailable
from flowmason_assist.llm.api import Message, Request, Task
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.routing.answer import answer
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.desk import Desk, LocalModels

ASKED = Asked("greet", "say hello")


def greet() -> Task[str]:
    """Greet as a model says, or plainly."""
    try:
        reply = yield Request(task="greet", messages=(Message("user", "say hello"),))
    except ModelError:
        return "hello"
    return reply.text


def insist() -> Task[str]:
    """Have nothing to say without a model."""
    reply = yield Request(task="greet", messages=(Message("user", "say hello"),))
    return reply.text


def test_the_embedded_model_answers() -> None:
    answered = asyncio.run(
        answer(greet(), ASKED, Desk(LocalModels(lambda: Scripted(["good morning"]))))
    )

    assert answered.value == "good morning"
    assert (answered.route.tier, answered.route.model) == ("embedded", "scripted")
    assert answered.route.completion_tokens == 2


def test_a_job_says_what_it_can_when_there_is_no_model() -> None:
    answered = asyncio.run(answer(greet(), ASKED, Desk()))

    assert answered.value == "hello"
    assert answered.route.model is None
    assert answered.error == "no model is installed on this machine"


def test_a_job_that_needs_a_model_ends_with_the_reason() -> None:
    desk = Desk(LocalModels(lambda: Scripted([ModelUnavailable("out of memory")])))

    answered = asyncio.run(answer(insist(), ASKED, desk))

    assert answered.value is None
    assert answered.error == "out of memory"


def test_a_model_on_this_machine_is_not_asked_what_is_beyond_it() -> None:
    model = Scripted(["Paris, I guess"])

    def ask() -> Task[str]:
        messages = (Message("user", "What is the capital of France?"),)
        reply = yield Request(task="elsewhere", messages=messages, beyond_local=True)
        return reply.text

    answered = asyncio.run(answer(ask(), ASKED, Desk(LocalModels(lambda: model))))

    assert answered.error == "no model on this machine is asked about other things"
    assert model.requests == []
