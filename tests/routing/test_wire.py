"""What goes over the wire, byte for byte, to servers that speak both protocols."""

import asyncio
import json
import logging
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from bench.routing.labelled import everything
from flowmason_assist.llm.api import Message, Request, Task
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.routing.answer import Answered, answer
from flowmason_assist.routing.asked import Asked, Origin, Piece
from flowmason_assist.routing.consent import Consent, Preview
from flowmason_assist.routing.desk import Desk
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.policy import Budgets, Permissions
from flowmason_assist.routing.route import Tier
from flowmason_assist.routing.sensitivity.judge import find
from tests.routing.conftest import MakeDesk, anthropic_at, openai_at
from tests.support.tap import Tap

SECRET = "ghp_R8sK2mVq7LwXzT4nBcJ1yDfGhUeAoPi35tQv"  # noqa: S105 - planted.
HARD = "design a whole platform with alternatives and trade-offs for our company"
PIPELINE = json.dumps(
    {
        "name": "Nightly harvest",
        "stages": [
            {"id": "grab-plums", "config": {"url": "https://plums.orchard.io/v1/all?ripe=1"}},
            {"id": "press", "config": {"prompt": "Press {{upstream.grab-plums.result}} gently"}},
        ],
    }
)


def say(*texts: str, role: str = "user") -> Task[str]:
    """Ask for each text in turn, and give the last reply."""
    reply = ""
    for text in texts:
        messages = (Message("system", "You help."), Message(role, text))  # type: ignore[arg-type]
        reply = (yield Request(task="say", messages=messages)).text
    return reply


def run(desk: Desk, asked: Asked, *texts: str) -> Answered[str]:
    async def work() -> Answered[str]:
        try:
            return await answer(say(*texts or (asked.text,)), asked, desk)
        finally:
            await desk.close()

    return asyncio.run(work())


@pytest.fixture(params=[openai_at, anthropic_at], ids=["openai", "anthropic"])
def cloud(request: pytest.FixtureRequest, wire: Tap) -> KnownModel:
    model: KnownModel = request.param(wire)
    return model


@pytest.mark.parametrize("tier", [None, Tier.CLOUD])
def test_no_planted_secret_reaches_the_cloud(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk, tier: Tier | None
) -> None:
    """All that is labelled sensitive is asked for, with the cloud allowed and even forced."""
    planted = [each for each in everything() if each.label == "sensitive"]

    async def work() -> list[Answered[str]]:
        desk = make_desk(cloud, local=Scripted(["fine"] * len(planted)))
        answers = [
            await answer(say(each.text), Asked(each.task, each.text, tier=tier), desk)
            for each in planted
        ]
        await desk.close()
        return answers

    answers = asyncio.run(work())

    assert len(planted) >= 300
    assert wire.received == b""
    wanted = Tier.REFUSED if tier else Tier.EMBEDDED
    assert {answered.route.tier for answered in answers} == {wanted}


def test_a_secret_that_shows_up_late_does_not_leave(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    """The decision saw a clean request; what the job made of it is looked at again."""
    desk = make_desk(cloud, local=Scripted(["fine"]))

    answered = run(desk, Asked("generate", HARD), f"use {SECRET} for {HARD}")

    assert SECRET.encode() not in wire.received
    assert all(sent.body == b"" for sent in wire.requests)
    assert answered.route.tier is Tier.EMBEDDED
    assert "turned out to be sensitive (credential)" in answered.route.reasons[-1]
    assert SECRET not in str(answered.route)


def test_the_ledger_has_the_hash_of_what_was_received(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    desk = make_desk(cloud, policy={"keeps_text": False})

    async def work() -> tuple[tuple[str, ...], int]:
        await answer(say(HARD, f"{HARD}, again"), Asked("generate", HARD), desk)
        (entry,) = desk.ledger.entries()
        await desk.close()
        return entry.hashes, entry.sent_bytes

    hashes, size = asyncio.run(work())

    bodies = [sent.body for sent in wire.requests if sent.body]
    assert len(bodies) == 2
    assert hashes == tuple(sha256(body).hexdigest() for body in bodies)
    assert size == sum(map(len, bodies))


def test_what_is_shown_before_is_what_is_sent(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    shown: list[Preview] = []

    async def agree(preview: Preview) -> Consent:
        assert not any(sent.body for sent in wire.requests)
        shown.append(preview)
        return Consent.ONCE

    desk = make_desk(cloud, ask_consent=agree, policy={"permissions": Permissions()})

    answered = run(desk, Asked("generate", HARD))

    assert answered.route.tier is Tier.CLOUD
    assert [each.outgoing.body for each in shown] == [
        sent.body for sent in wire.requests if sent.body
    ]


def test_without_agreement_nothing_is_sent(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    async def refuse(_: Preview) -> Consent:
        return Consent.NO

    for ask in (refuse, None):
        desk = make_desk(
            cloud,
            local=Scripted(["fine"]),
            ask_consent=ask,
            policy={"permissions": Permissions()},
        )
        answered = run(desk, Asked("generate", HARD))

        assert answered.value == "fine"
        assert not any(sent.body for sent in wire.requests)


def test_agreeing_for_the_session_is_asked_once(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    asked_for: list[Preview] = []

    async def agree(preview: Preview) -> Consent:
        asked_for.append(preview)
        return Consent.SESSION

    desk = make_desk(cloud, ask_consent=agree, policy={"permissions": Permissions()})

    run(desk, Asked("generate", HARD), HARD, f"{HARD}, again")

    assert len(asked_for) == 1
    assert sum(bool(sent.body) for sent in wire.requests) == 2


def test_never_holds_for_the_file_from_then_on(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk, tmp_path: Path
) -> None:
    async def never(_: Preview) -> Consent:
        return Consent.NEVER

    asked = Asked("generate", HARD, path=tmp_path / "main.pipeline.json", tier=Tier.CLOUD)
    run(make_desk(cloud, ask_consent=never, policy={"permissions": Permissions()}), asked)

    answered = run(make_desk(cloud), asked)

    assert answered.route.tier is Tier.REFUSED
    assert "(guarded)" in answered.route.reasons[0]
    assert not any(sent.body for sent in wire.requests)


def test_redacted_requests_come_back_restored(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    """The server says what it was asked, so the answer is the request, with everything back."""
    pieces = (Piece(Origin.PIPELINE, PIPELINE),)
    desk = make_desk(cloud, policy={"redacts": True})
    text = f"{HARD}: {PIPELINE}"

    answered = run(desk, Asked("generate", HARD, pieces), text)

    assert answered.value == text
    for original in (b"plum", b"Nightly harvest", b"gently", b"orchard"):
        assert original not in wire.received
    assert b"{{upstream.FM_STAGE_" in wire.received
    assert json.loads(_content(wire).removeprefix(f"{HARD}: "))["stages"][0]["config"]["url"]


def _content(wire: Tap) -> str:
    (body,) = [json.loads(sent.body) for sent in wire.requests if sent.body]
    return str(body["messages"][-1]["content"])


def test_keys_are_in_no_log_and_no_error(
    cloud: KnownModel,
    wire: Tap,
    make_desk: MakeDesk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("CLOUD_KEY", SECRET)
    known = replace(cloud, key="env:CLOUD_KEY", model="status-401")

    answered = run(make_desk(known), Asked("generate", HARD))

    assert SECRET.encode() in wire.received  # In the header, where it belongs.
    assert not any(SECRET.encode() in sent.body for sent in wire.requests)
    assert answered.value is None
    assert SECRET not in f"{answered} {caplog.text}"


def test_a_private_model_sees_what_is_sensitive_only_when_it_may(
    wire: Tap, make_desk: MakeDesk
) -> None:
    text = f"use {SECRET} in a header"
    home = openai_at(wire, alias="home", tier=Tier.PRIVATE)
    asked = Asked("generate", text, model="home")

    refused = run(make_desk(home), asked)
    allowed = run(make_desk(home, policy={"private_sees_sensitive": True}), asked)

    assert refused.route.tier is Tier.REFUSED
    assert (allowed.value, allowed.route.tier) == (text, Tier.PRIVATE)
    assert find(text)


def test_a_job_that_gets_too_dear_stops(cloud: KnownModel, wire: Tap, make_desk: MakeDesk) -> None:
    """Each question is estimated anew, with what the job cost so far."""
    dear = replace(cloud, input_price=1000.0, output_price=1000.0)
    desk = make_desk(dear, policy={"budgets": Budgets(day=1.2)})

    answered = run(
        desk, Asked("ask", HARD), *(f"{HARD} {number} {'x ' * 300}" for number in range(4))
    )

    assert answered.value is None
    assert "a day are spent" in str(answered.route.reasons)
    assert 0 < sum(bool(sent.body) for sent in wire.requests) < 4


def test_nobody_is_greeted_before_consent(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    desk = make_desk(cloud, local=Scripted(["fine"]), policy={"permissions": Permissions()})

    run(desk, Asked("generate", HARD))

    assert wire.received == b""


def test_a_ledger_that_breaks_stops_what_would_leave(
    cloud: KnownModel, wire: Tap, make_desk: MakeDesk
) -> None:
    desk = make_desk(cloud, local=Scripted(["fine"]))
    desk.ledger.close()

    async def work() -> Answered[str]:
        return await answer(say(HARD), Asked("generate", HARD), desk)

    answered = asyncio.run(work())

    assert answered.value == "fine"
    assert wire.received == b""
