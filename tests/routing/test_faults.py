"""Whatever an endpoint does, somebody else answers or the reason is said, and nobody waits long."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from flowmason_assist.llm.api import Message, Request, Task
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.routing.answer import Answered, answer
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.desk import Desk
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.route import Tier
from tests.routing.conftest import MakeDesk, anthropic_at, openai_at
from tests.support.model_server import ModelServer
from tests.support.tap import Tap
from tests.support.tls import untrusted_server

HARD = "design a whole platform with alternatives and trade-offs for our company"
PATIENCE = 20.0
SECONDS = {"silent": 0.5, "endless": 0.5}

FAULTS = {
    "status-401": "refused the key",
    "status-429": "too many requests",
    "status-500": "out of order",
    "silent": "no answer within",
    "endless": "no answer within",
    "flood": "",
    "cut": "cannot be reached",
    "garbage": "not its protocol",
    "page": "not its protocol",
    "moved": "out of order",
}


def say(text: str) -> Task[str]:
    reply = yield Request(task="say", messages=(Message("user", text),))
    return reply.text


def run(desk: Desk, asked: Asked) -> Answered[str]:
    async def work() -> Answered[str]:
        try:
            async with asyncio.timeout(PATIENCE):
                return await answer(say(asked.text), asked, desk)
        finally:
            await desk.close()

    return asyncio.run(work())


@pytest.mark.parametrize("mood", FAULTS)
@pytest.mark.parametrize("at", [openai_at, anthropic_at], ids=["openai", "anthropic"])
def test_another_model_answers(
    at: Callable[..., KnownModel], mood: str, wire: Tap, make_desk: MakeDesk
) -> None:
    broken = at(wire, mood, "broken", timeout=SECONDS.get(mood, PATIENCE), strengths=("generate",))
    sound = openai_at(wire, "echo", "sound")

    answered = run(make_desk(broken, sound), Asked("generate", HARD, timeout=6))

    assert answered.value == HARD
    assert answered.route.model == "sound"
    (note,) = [each for each in answered.route.reasons if each.startswith('"broken"')]
    assert FAULTS[mood] in note


@pytest.mark.parametrize("mood", FAULTS)
def test_where_nobody_else_may_answer_the_reason_is_said(
    mood: str, wire: Tap, make_desk: MakeDesk
) -> None:
    broken = openai_at(wire, mood, timeout=SECONDS.get(mood, PATIENCE))

    answered = run(make_desk(broken), Asked("generate", HARD, tier=Tier.CLOUD, timeout=6))

    assert answered.value is None
    assert answered.error
    assert FAULTS[mood] in answered.error


def test_an_endpoint_that_is_down_is_passed_over(make_desk: MakeDesk) -> None:
    with Tap("http://127.0.0.1:1") as gone:
        pass
    down = openai_at(gone, alias="down", tier=Tier.PRIVATE)
    desk = make_desk(down, local=Scripted(["fine"]))

    answered = run(desk, Asked("generate", HARD))

    assert answered.value == "fine"
    assert f'"down" does not answer at {gone.url}: is it running?' in str(answered.route.reasons)


def test_a_certificate_that_nobody_signed_is_not_trusted(
    tmp_path: Path, wire: Tap, make_desk: MakeDesk
) -> None:
    from dataclasses import replace

    with untrusted_server(tmp_path) as url:
        known = replace(openai_at(wire, alias="odd"), url=f"{url}/v1")
        answered = run(make_desk(known), Asked("generate", HARD, tier=Tier.CLOUD))

    assert answered.error is not None
    assert "its certificate is not trusted" in answered.error


def test_who_asks_for_a_moment_gets_it(wire: Tap, make_desk: MakeDesk) -> None:
    tired = openai_at(wire, "tired")

    answered = run(make_desk(tired), Asked("generate", HARD))

    assert answered.value == HARD
    assert sum(bool(sent.body) for sent in wire.requests) == 3


def test_who_fails_again_and_again_is_left_alone(wire: Tap, make_desk: MakeDesk) -> None:
    broken = openai_at(wire, "garbage")
    desk = make_desk(broken, local=Scripted(["fine"] * 4))

    async def work() -> list[Answered[str]]:
        asked = Asked("generate", HARD)
        answers = [await answer(say(HARD), asked, desk) for _ in range(4)]
        await desk.close()
        return answers

    answers = asyncio.run(work())

    assert [answered.value for answered in answers] == ["fine"] * 4
    assert sum(bool(sent.body) for sent in wire.requests) == 3
    assert "it failed and rests" in str(answers[-1].route.reasons)


def test_a_missing_key_is_said_before_anything_is_sent(
    wire: Tap, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    known = openai_at(wire, key="env:NOT_SET")

    answered = run(make_desk(known), Asked("generate", HARD, tier=Tier.CLOUD))

    assert wire.received == b""
    assert answered.error == 'there is no key for "cloudy": set the environment variable NOT_SET'


def test_canceling_a_job_ends_the_request(
    server: ModelServer, wire: Tap, make_desk: MakeDesk
) -> None:
    server.hung_up.clear()
    desk = make_desk(openai_at(wire, "endless"))

    async def work() -> str:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await answer(say(HARD), Asked("generate", HARD), desk)
        (entry,) = desk.ledger.entries()
        await desk.close()
        return str(entry.outcome)

    assert asyncio.run(work()) == "failed"
    assert server.hung_up.wait(10)
