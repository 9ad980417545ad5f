"""Whether what a request costs is within the user's limits."""

from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.ledger.entry import Spent
from flowmason_assist.routing.policy import Policy


def over_budget(policy: Policy, spent: Spent, model: KnownModel, cost: float) -> str | None:
    """Say which limit so many US dollars would exceed, None when none."""
    limits = (
        (policy.budgets.day, spent.today, "a day"),
        (policy.budgets.month, spent.this_month, "a month"),
        (model.daily_budget, spent.by_model.get(model.alias, 0.0), "a day for this model"),
    )
    for limit, so_far, period in limits:
        if limit is not None and so_far + cost > limit:
            return (
                f"${so_far:.2f} of ${limit:.2f} {period} are spent, and this would cost"
                f" about ${cost:.4f}"
            )
    return None
