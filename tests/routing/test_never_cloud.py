"""Whatever is configured and asked, what is sensitive is decided to stay."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.routing.labelled import everything
from flowmason_assist.routing.asked import Asked, Origin, Piece
from flowmason_assist.routing.decide import Circumstances, decide
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.learn import Weights
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Budgets, Permissions, Policy
from flowmason_assist.routing.route import Level, Tier
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.judge import find

SENSITIVE = [each.text for each in everything() if each.label == "sensitive"]
WORDS = st.text(
    alphabet=string.ascii_letters + string.digits + " \n.,:;{}[]\"'/\\-_=äé语", max_size=200
)
TASKS = st.sampled_from(["ask", "generate", "explain", "debug", "suggest", "scaffold", "edge"])
REMOTE = st.sampled_from([Tier.PRIVATE, Tier.CLOUD])
EXCEPTIONS = st.tuples(st.one_of(TASKS, st.just("*")), REMOTE, st.sampled_from(Permission))


@st.composite
def models(draw: st.DrawFn) -> tuple[KnownModel, ...]:
    """Give any models, of any tier and price."""
    count = draw(st.integers(0, 3))
    return tuple(
        KnownModel(
            f"model-{number}",
            draw(st.sampled_from(["openai", "anthropic"])),
            "https://api.openai.com/v1",
            "m",
            draw(REMOTE),
            context=draw(st.sampled_from([256, 8192, 1_000_000])),
            input_price=draw(st.floats(0, 100)),
            strengths=tuple(draw(st.lists(TASKS, max_size=2))),
        )
        for number in range(count)
    )


POLICIES = st.builds(
    Policy,
    models=models(),
    permissions=st.builds(
        Permissions,
        st.sampled_from(Permission),
        st.sampled_from(Permission),
        st.lists(
            st.tuples(st.one_of(TASKS, st.just("*")), REMOTE, st.sampled_from(Permission)),
            max_size=3,
        ).map(tuple),
    ),
    budgets=st.builds(Budgets, st.none() | st.floats(0, 1e6), st.none() | st.floats(0, 1e6)),
    private_sees_sensitive=st.booleans(),
    is_offline=st.booleans(),
    redacts=st.booleans(),
)
MOMENTS = st.builds(
    Circumstances,
    local_context=st.sampled_from([0, 128, 2048, 200_000]),
    weights=st.builds(Weights, st.floats(-4, 4)),
    agreed=st.frozensets(st.sampled_from(["model-0", "model-1"])),
)


@st.composite
def wishes(draw: st.DrawFn, text: str) -> Asked:
    """Give a job about a text, which stands in the request or in a piece."""
    piece = Piece(draw(st.sampled_from([Origin.PIPELINE, Origin.ERROR, Origin.INPUT])), text)
    is_in_piece = draw(st.booleans())
    return Asked(
        draw(TASKS),
        draw(WORDS) if is_in_piece else text,
        (piece,) if is_in_piece else (),
        tier=draw(st.none() | st.sampled_from([Tier.EMBEDDED, Tier.PRIVATE, Tier.CLOUD])),
        model=draw(st.none() | st.sampled_from(["model-0", "model-1", "unknown"])),
        is_bulk=draw(st.booleans()),
    )


@given(data=st.data(), policy=POLICIES, now=MOMENTS, secret=st.sampled_from(SENSITIVE))
def test_planted_secrets_never_go_to_the_cloud(
    data: st.DataObject, policy: Policy, now: Circumstances, secret: str
) -> None:
    text = f"{data.draw(WORDS)}\n{secret}\n{data.draw(WORDS)}"

    decision = decide(data.draw(wishes(text)), policy, now)

    assert decision.route.sensitivity.level is Level.SENSITIVE
    assert decision.route.tier is not Tier.CLOUD
    assert all(model is None or model.tier is not Tier.CLOUD for model in decision.chain)
    if not policy.private_sees_sensitive:
        assert set(decision.chain) <= {None}


@given(data=st.data(), policy=POLICIES, now=MOMENTS)
def test_whatever_is_found_decides(data: st.DataObject, policy: Policy, now: Circumstances) -> None:
    """For any text at all: a finding keeps it here, and offline nobody else is in the chain."""
    text = data.draw(WORDS)

    decision = decide(data.draw(wishes(text)), policy, now)

    is_found = decision.route.sensitivity.level is Level.SENSITIVE
    assert is_found >= bool(find(text))
    clouds = [model for model in decision.chain if model and model.tier is Tier.CLOUD]
    assert not (is_found and clouds)
    assert not (policy.is_offline and set(decision.chain) - {None})


@given(data=st.data(), policy=POLICIES, now=MOMENTS)
def test_a_guarded_file_stays(data: st.DataObject, policy: Policy, now: Circumstances) -> None:
    asked = data.draw(wishes("summarize the list"))
    guarded = replace(now, guards=(Kind.GUARDED,))

    decision = decide(asked, policy, guarded)

    assert all(model is None or model.tier is not Tier.CLOUD for model in decision.chain)


FORMS = {
    "github": ("ghp_", string.ascii_letters + string.digits, 36),
    "anthropic": ("sk-ant-api03-", string.ascii_letters + string.digits + "-_", 80),
    "aws": ("AKIA", string.ascii_uppercase + "234567", 16),
    "google": ("AIzaSy", string.ascii_letters + string.digits + "-_", 33),
    "stripe": ("sk_live_", string.ascii_letters + string.digits, 24),
    "slack": ("xoxb-", string.digits + string.ascii_letters, 40),
    "gitlab": ("glpat-", string.ascii_letters + string.digits + "-_", 20),
    "no form": ("", string.ascii_letters + string.digits, 40),
}


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data(), before=WORDS, after=WORDS)
def test_a_random_secret_is_found_in_any_text(
    form: str, data: st.DataObject, before: str, after: str
) -> None:
    start, letters, length = FORMS[form]
    dice = data.draw(st.randoms(use_true_random=True))
    secret = start + "".join(dice.choice(letters) for _ in range(length))

    assert find(f"{before} {secret} {after}")
