"""The options of every command that may ask a model."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import click

from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.route import Tier

F = TypeVar("F", bound=Callable[..., object])

_TIERS = [str(tier) for tier in Tier if tier is not Tier.REFUSED]


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What stands on the command line about models."""

    tier: Tier | None = None
    is_offline: bool = False
    model: str | None = None
    timeout: float | None = None
    seed: int | None = None

    def asked(self, task: str, text: str = "", **details: Any) -> Asked:  # noqa: ANN401 - fields of Asked.
        """Give the job `task` about `text` with these wishes; `details` are fields of `Asked`."""
        return Asked(
            task,
            text,
            tier=self.tier,
            model=self.model,
            is_offline=self.is_offline,
            timeout=self.timeout,
            seed=self.seed,
            **details,
        )


def model_options(command: F) -> F:
    """Give a command the options, as its argument `model_options`."""

    @wraps(command)
    def called(*args: object, **given: Any) -> object:  # noqa: ANN401 - as click passes options.
        tier = given.pop("tier")
        options = ModelOptions(
            tier=Tier(tier) if tier else None,
            is_offline=given.pop("offline"),
            model=given.pop("model"),
            timeout=given.pop("timeout"),
            seed=given.pop("seed"),
        )
        return command(*args, model_options=options, **given)

    for option in reversed(_OPTIONS):
        called = option(called)
    return cast("F", called)


_OPTIONS = (
    click.option(
        "--tier",
        type=click.Choice(_TIERS),
        help="Where the answer may come from; what is sensitive never leaves, whatever you say.",
    ),
    click.option("--offline", is_flag=True, help="Open no network connection at all."),
    click.option("--model", metavar="NAME", help="Ask this model, if the rules allow it."),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0.0, min_open=True),
        metavar="SECONDS",
        help="Give up waiting for models after so long.",
    ),
    click.option("--seed", type=int, metavar="N", help="Make sampling repeatable."),
)
