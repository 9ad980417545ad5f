"""A ledger with two weeks of made-up use, for a picture of the report."""

import random
import time
from dataclasses import replace
from pathlib import Path

from bench.routing.labelled import Labelled, everything
from bench.routing.month import CLOUD, POLICY, tokens
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.decide import Circumstances, decide
from flowmason_assist.routing.ledger.entry import Entry, Outcome, Verdict
from flowmason_assist.routing.ledger.ledger import Ledger
from flowmason_assist.routing.policy import Policy
from flowmason_assist.routing.route import Tier

DAYS, REQUESTS = 14, 420
LARGE = replace(CLOUD, alias="claude")
NEAR = replace(CLOUD, alias="workstation", tier=Tier.PRIVATE, input_price=0.0, output_price=0.0)
SETTINGS: Policy = replace(POLICY, models=(LARGE,))
# What users do with answers, as often as it stands here.
VERDICTS = (Verdict.ACCEPTED,) * 6 + (Verdict.EDITED,) * 2 + (Verdict.UNDONE,) + (None,) * 8


def write_sample(path: Path, seed: int = 11) -> None:
    """Fill a new ledger with decisions of the router as it is; times and verdicts are invented."""
    dice = random.Random(seed)
    now = time.time()
    labelled = everything()
    moments = sorted(now - DAYS * 86_400 * dice.random() for _ in range(REQUESTS))
    ledger = Ledger.open(path)
    for moment in moments:
        ledger.record(_entry(dice.choice(labelled), moment, dice))
    ledger.close()


def _entry(request: Labelled, moment: float, dice: random.Random) -> Entry:
    decision = decide(Asked(request.task, request.text), SETTINGS, Circumstances())
    route = decision.route
    is_forced = dice.random() < 0.03 and not route.sensitivity.findings  # noqa: PLR2004 - a share.
    tier = Tier.CLOUD if is_forced else route.tier
    if tier is Tier.EMBEDDED and dice.random() < 0.15:  # noqa: PLR2004 - the same.
        tier = Tier.PRIVATE
    prompt, answer = map(int, tokens(request))
    names = {Tier.CLOUD: LARGE.alias, Tier.PRIVATE: NEAR.alias}
    usual = {Tier.CLOUD: 5200.0, Tier.PRIVATE: 2400.0}.get(tier, 140.0)
    return Entry(
        task=request.task,
        tier=tier,
        model=names.get(tier, "flowmason-nano"),
        level=route.sensitivity.level,
        kinds=tuple(sorted({str(each.kind) for each in route.sensitivity.findings})),
        features=decision.difficulty.features,
        need=decision.need,
        complexity=route.complexity,
        ambiguity=route.ambiguity,
        context_tokens=route.context_tokens,
        reasons=("you asked for the cloud tier",) if is_forced else route.reasons,
        is_forced=is_forced,
        outcome=Outcome.ANSWERED,
        prompt_tokens=prompt,
        completion_tokens=answer,
        cost=LARGE.cost(prompt, answer) if tier is Tier.CLOUD else 0.0,
        milliseconds=usual * dice.lognormvariate(0.0, 0.4),
        at=moment,
        verdict=dice.choice(VERDICTS),
    )
