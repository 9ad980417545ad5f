"""Who is asked, in which order, and what is said about it."""

import pytest

from bench.routing.accuracy import accuracy
from bench.routing.labelled import Half
from flowmason_assist.routing.asked import Asked, Origin, Piece
from flowmason_assist.routing.decide import Circumstances, Decision, decide
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.ledger.entry import Spent
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Budgets, Permissions, Policy
from flowmason_assist.routing.route import Level, Tier

EASY = "summarize each review in the list"
HARD = "design a whole platform with alternatives and trade-offs for our company"
HOME = KnownModel("home", "openai", "http://localhost:8080/v1", "m", Tier.PRIVATE, 8192)
CLOUD = KnownModel("cloud", "openai", "https://api.openai.com/v1", "m", Tier.CLOUD, 200_000, 3, 15)
ALLOW = Permissions(private=Permission.ALLOW, cloud=Permission.ALLOW)


def decided(
    text: str,
    policy: Policy | None = None,
    now: Circumstances | None = None,
    **wishes: object,
) -> Decision:
    asked = Asked(**{"task": "generate", "text": text, **wishes})  # type: ignore[arg-type]
    return decide(asked, policy or Policy((HOME, CLOUD), ALLOW), now or Circumstances())


def names(decision: Decision) -> list[str | None]:
    return [model.alias if model else None for model in decision.chain]


def test_everything_is_local_unless_models_are_named() -> None:
    decision = decided(HARD, Policy())

    assert names(decision) == [None]
    assert decision.route.tier is Tier.EMBEDDED


def test_the_easy_stays_and_private_models_stand_in() -> None:
    assert names(decided(EASY)) == [None, "home"]


def test_the_hard_goes_up_tier_by_tier_and_ends_at_home() -> None:
    assert names(decided(HARD)) == ["home", "cloud", None]


def test_models_that_are_meant_for_a_task_come_first() -> None:
    from dataclasses import replace

    artist = replace(HOME, alias="artist", strengths=("suggest",))
    policy = Policy((artist, CLOUD), ALLOW)

    assert names(decided(HARD, policy)) == ["cloud", "artist", None]
    assert names(decided(HARD, policy, task="suggest")) == ["artist", "cloud", None]


def test_the_cloud_is_asked_with_consent_by_default() -> None:
    policy = Policy((CLOUD,))

    assert decided(HARD, policy).route.consent_required
    agreed = Circumstances(agreed=frozenset({"cloud"}))
    assert not decided(HARD, policy, agreed).route.consent_required


@pytest.mark.parametrize(
    ("policy", "now", "wishes", "reason"),
    [
        (Policy((CLOUD,), ALLOW, is_offline=True), None, {}, "no network connection"),
        (Policy((CLOUD,), ALLOW), None, {"is_offline": True}, "no network connection"),
        (Policy((CLOUD,), Permissions(cloud=Permission.NEVER)), None, {}, 'settings say "never"'),
        (
            Policy((CLOUD,), Permissions(by_task=(("*", Tier.CLOUD, Permission.NEVER),))),
            None,
            {},
            'settings say "never"',
        ),
        (Policy((CLOUD,), ALLOW), None, {"is_bulk": True}, "bulk work stays local"),
        (Policy((CLOUD,), ALLOW, Budgets(day=0.001)), None, {}, "of $0.00 a day are spent"),
        (
            Policy((CLOUD,), ALLOW, Budgets(month=5.0)),
            Circumstances(spent=Spent(this_month=4.999)),
            {},
            "$5.00 of $5.00 a month are spent",
        ),
        (Policy((CLOUD,), ALLOW), Circumstances(down={"cloud": "it rests"}), {}, "it rests"),
    ],
)
def test_what_stands_against_the_cloud_is_said(
    policy: Policy, now: Circumstances | None, wishes: dict[str, object], reason: str
) -> None:
    decision = decided(HARD, policy, now, **wishes)

    assert names(decision) == [None]
    assert any(reason in each for each in decision.route.reasons)


def test_a_forced_tier_has_no_stand_in() -> None:
    assert names(decided(EASY, tier=Tier.CLOUD)) == ["cloud"]
    assert names(decided(EASY, model="home")) == ["home"]
    assert names(decided(HARD, tier=Tier.EMBEDDED)) == [None]


def test_what_cannot_be_had_is_refused_with_the_reason() -> None:
    unknown = decided(EASY, model="gpt-9").route
    none = decided(EASY, Policy((HOME,)), tier=Tier.CLOUD).route

    assert (unknown.tier, none.tier) == (Tier.REFUSED, Tier.REFUSED)
    assert 'there is no model "gpt-9"; your settings name home, cloud' in unknown.reasons[0]
    assert "name no model of the cloud tier" in none.reasons[0]


def test_what_is_too_long_for_here_goes_where_it_fits() -> None:
    pieces = (Piece(Origin.PIPELINE, "{ }\n" * 9000),)

    decision = decided(EASY, pieces=pieces)

    assert names(decision) == ["cloud", None]
    assert "do not fit into the local window" in decision.route.reasons[0]


def test_levels_tell_how_far_a_text_may_travel() -> None:
    assert decided("how do loops work", task="ask").route.sensitivity.level is Level.PUBLIC
    with_file = decided(EASY, pieces=(Piece(Origin.PIPELINE, "{}"),))
    assert with_file.route.sensitivity.level is Level.INTERNAL
    assert decided("mail jane@corp.io").route.sensitivity.level is Level.SENSITIVE


def test_our_own_documentation_is_public() -> None:
    pieces = (Piece(Origin.GUIDE, "an example key: ghp_R8sK2mVq7LwXzT4nBcJ1yDfGhUeAoPi35tQv"),)

    assert decided("how do loops work", pieces=pieces).route.sensitivity.findings == ()


@pytest.mark.parametrize("half", ["heldout", "sixth"])
def test_it_is_right_often_enough_on_what_it_was_not_fitted_to(half: Half) -> None:
    found = accuracy(half)

    assert found.recall == 1.0
    assert found.false_share <= 0.03
    assert found.precision >= 0.84
    assert found.escalation_recall >= 0.85


def test_codes_say_nothing_about_difficulty() -> None:
    """A request is as hard with a hash in it as without."""
    with_hash = decided(f"{EASY} of run 3f2a9c71b6e04d58a7c1f0e2d4b69385ac7e1d20, b64 iVBORw0K12")

    assert with_hash.difficulty.features["unfamiliar"] == 0.0
